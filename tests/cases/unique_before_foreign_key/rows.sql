INSERT INTO public.users VALUES (1, 10, 10), (2, 20, 20);
INSERT INTO public.orders VALUES (1, 10), (2, 20);
