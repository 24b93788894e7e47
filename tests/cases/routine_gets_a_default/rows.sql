INSERT INTO public.users VALUES (1, 20), (2, 30);
