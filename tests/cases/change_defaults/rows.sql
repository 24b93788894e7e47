INSERT INTO public.users (id, goes, comes, email) VALUES (1, 'g', 'c', 'a@example.org'), (2, DEFAULT, NULL, 'b@example.org');
