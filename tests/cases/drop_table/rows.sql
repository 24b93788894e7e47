INSERT INTO public.users (id, email) VALUES (1, 'a@example.org'), (2, 'b@example.org'), (3, 'c@example.org');
INSERT INTO public.baskets VALUES (1, 1);
INSERT INTO public.basket_items VALUES (5, 1);
