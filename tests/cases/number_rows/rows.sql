INSERT INTO public.users (id, place, counted, known) VALUES (40, 7, 9, 1), (41, 8, 10, 2);
