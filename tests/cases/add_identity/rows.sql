INSERT INTO public.users (id, number, maybe) VALUES (1, 1, 1), (2, 2, 2);
