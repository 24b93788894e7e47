INSERT INTO public.orders (id, amount) VALUES (1, 7);
