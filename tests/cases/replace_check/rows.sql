INSERT INTO public.users VALUES (1, 30, 'a@example.org');
