INSERT INTO public.users (id, email, nickname, code, level, badge) VALUES (1, 'a', 'a', 'a', 1, 'a'), (2, 'b', 'b', 'b', 2, 'b');
INSERT INTO public.orders (id, placed_by, email) VALUES (1, 2, 'b'), (2, 1, 'a');
