INSERT INTO public.users (id, price, cost) VALUES (1, 1, 5), (2, 2, 5);
