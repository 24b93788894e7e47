INSERT INTO public.events VALUES ('a', 1, 2, 3), ('b', 4, 5, 6);
