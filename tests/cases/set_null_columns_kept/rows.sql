INSERT INTO public.roles VALUES (1, 7), (2, 7), (3, 8);
INSERT INTO public.categories VALUES (1, 7, 1), (2, 7, NULL), (3, 8, 3);
