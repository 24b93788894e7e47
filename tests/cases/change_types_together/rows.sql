INSERT INTO public.events (id, title, starts_at, ends_at, price, discount) VALUES (1, 'a', '2024-01-01 10:00', '2024-01-01 12:00', 10, 3), (2, 'b', '2024-07-01 10:00', '2024-07-02 10:00', 20, 0);
INSERT INTO public.nodes (id, parent_id) VALUES (1, NULL), (2, 1);
