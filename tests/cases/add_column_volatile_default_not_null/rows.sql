INSERT INTO public.users (id, email) VALUES (1, 'a@example.org'), (2, 'b@example.org'), (3, 'c@example.org');
