INSERT INTO public.users VALUES (1, 1, 'a@example.org'), (2, 2, 'b@example.org'), (3, NULL, 'b@example.org');
