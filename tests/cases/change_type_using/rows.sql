INSERT INTO public.users VALUES (1, '20', 'a,b', 'a@example.org'), (2, NULL, '', 'b@example.org');
