INSERT INTO public.places (code) VALUES ('a');
INSERT INTO public.users (id, place) VALUES (1, 'a'), (2, NULL);
