INSERT INTO public.users (id, age, name, price) VALUES (1, 20, 'a', 1), (2, NULL, 'b', NULL);
