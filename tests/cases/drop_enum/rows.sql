INSERT INTO public.users (id, mood, state) VALUES (1, 'sad', 'OPEN');
