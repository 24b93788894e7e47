INSERT INTO public.departments VALUES (1, 10), (2, NULL);
INSERT INTO public.employees VALUES (10, 1), (11, 2);
