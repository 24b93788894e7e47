INSERT INTO public.visits (id) VALUES (1), (2);
