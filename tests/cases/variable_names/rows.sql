INSERT INTO public.t VALUES (1, 1, 1, 1, 1, 1, 1, 1, 1, 1), (2, 2, 2, 2, 2, NULL, NULL, 2, NULL, 1);
