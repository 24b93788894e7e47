INSERT INTO public.users VALUES (1);
INSERT INTO public.events VALUES (1, 'a', 1, NULL), (2, 'a', 1, 1), (3, 'b', 1, 3);
