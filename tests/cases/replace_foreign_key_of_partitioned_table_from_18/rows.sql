INSERT INTO public.users VALUES (1), (2);
INSERT INTO public.events VALUES ('a', 1, 1), ('b', 1, NULL), ('b', 2, 2);
