INSERT INTO public.users VALUES (1, 1.50, '2020-01-01'), (2, NULL, NULL);
