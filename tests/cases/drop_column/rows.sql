INSERT INTO public.users (id, email) VALUES (1, 'a@example.org'), (2, 'b@example.org'), (3, 'c@example.org');
INSERT INTO public.orders VALUES (1, 1, 1), (2, 1, 2);
