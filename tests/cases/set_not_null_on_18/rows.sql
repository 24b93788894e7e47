INSERT INTO public.users VALUES (1, 20, 'a@example.org'), (2, 30, 'b@example.org');
