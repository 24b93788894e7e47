INSERT INTO public.users VALUES (1, 7), (2, 8);
INSERT INTO public.orders VALUES (1, 7, 1, 'NEW', 2, 'x'), (2, 8, 2, 'PAID', 3.5, NULL);
