INSERT INTO public.departments VALUES (1, NULL);
INSERT INTO public.employees VALUES (10, 1);
UPDATE public.departments SET head_id = 10;
