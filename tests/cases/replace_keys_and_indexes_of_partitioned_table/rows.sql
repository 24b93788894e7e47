INSERT INTO public.events VALUES ('a', 1, 1, now()), ('b', 1, 2, now()), ('b', 2, 3, now());
