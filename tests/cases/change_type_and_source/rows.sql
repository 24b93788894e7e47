INSERT INTO public.visits (number, age) VALUES (7, '30'), (9, '');
