INSERT INTO public.customers VALUES (1, 'north', 1, 'a', NULL), (2, 'north', 2, 'b', 1);
INSERT INTO public.orders VALUES (1, 1), (2, 2);
