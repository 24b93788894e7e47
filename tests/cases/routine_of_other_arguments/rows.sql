INSERT INTO public.users VALUES (1, 20, 1), (2, 30, 2);
