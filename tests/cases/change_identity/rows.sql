INSERT INTO public.users (id, volt) VALUES (1, -30), (2, 40);
