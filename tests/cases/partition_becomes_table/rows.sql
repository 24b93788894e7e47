INSERT INTO public.users VALUES (1), (2);
INSERT INTO public.events VALUES (1, 'a', 1), (2, 'b', 2), (3, 'a', 2);
