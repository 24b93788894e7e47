INSERT INTO public.events VALUES ('a', 1, 2), ('b', 4, 5);
