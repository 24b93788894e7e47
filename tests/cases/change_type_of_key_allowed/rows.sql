INSERT INTO public.places (id) VALUES (1);
INSERT INTO public.users (id, place_id) VALUES (1, 1), (2, NULL);
