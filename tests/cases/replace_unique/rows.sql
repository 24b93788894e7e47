INSERT INTO public.users VALUES (1, 1, 'a@example.org'), (2, 1, 'b@example.org');
