INSERT INTO public.users (id, email, nickname) VALUES (1, 'a@example.org', 'a'), (2, 'b@example.org', NULL), (3, 'c@example.org', 'c');
INSERT INTO public.orders (id, user_id) VALUES (1, 1), (2, NULL);
