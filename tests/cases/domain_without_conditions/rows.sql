INSERT INTO public.users VALUES (1, 'a@example.org', 'a', 1, 'b');
