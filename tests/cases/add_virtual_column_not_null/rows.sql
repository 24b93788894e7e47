INSERT INTO public.users (id, price) VALUES (1, 1), (2, 2);
