INSERT INTO public.users (id, address) VALUES (1, ROW('x', 'y')), (2, NULL);
