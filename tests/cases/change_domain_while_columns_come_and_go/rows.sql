INSERT INTO public.stays VALUES (1, 1);
INSERT INTO public.loses VALUES (1, 5);
INSERT INTO public.goes VALUES (1, 7);
