INSERT INTO public.users (id) VALUES (1), (2);
