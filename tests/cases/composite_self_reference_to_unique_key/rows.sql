INSERT INTO public.regions VALUES (1, 7, NULL), (2, 7, 1), (3, 8, NULL);
