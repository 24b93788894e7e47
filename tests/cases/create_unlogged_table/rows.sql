INSERT INTO public.users (id, email, nickname) VALUES (1, 'a@example.org', 'a'), (2, 'b@example.org', NULL), (3, 'c@example.org', 'c');
