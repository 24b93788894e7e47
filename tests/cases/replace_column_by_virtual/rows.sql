INSERT INTO public.users (id, plain, price, last) VALUES (1, -1, 1, 'a'), (2, 7, 2, NULL);
