INSERT INTO public.users VALUES (1, 'a'), (2, 'b');
