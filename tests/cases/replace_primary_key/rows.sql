INSERT INTO public.users VALUES (1, 1), (2, 1);
INSERT INTO public.orders VALUES (1, 10), (2, 20);
INSERT INTO public.cards VALUES (1, 1), (2, 1);
INSERT INTO public.items VALUES (1, 'a'), (2, 'b');
