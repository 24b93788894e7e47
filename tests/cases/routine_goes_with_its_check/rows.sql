INSERT INTO public.users VALUES (1, 20, 'A'), (2, 30, 'b');
