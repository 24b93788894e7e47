INSERT INTO public.users (id, address) VALUES (1, ROW('x')), (2, NULL);
