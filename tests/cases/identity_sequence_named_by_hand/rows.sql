INSERT INTO public.users (given) VALUES (5), (7);
