INSERT INTO public.people VALUES (1, 'sad', 'a'), (2, 'sad', 'b');
