INSERT INTO public.orders (id, amount) VALUES (1, 1), (2, 20);
INSERT INTO public.events VALUES (1, 'a'), (200, NULL);
