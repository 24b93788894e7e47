INSERT INTO public.users (id, email) VALUES (1, 'a@b'), (2, NULL);
UPDATE public.users SET weight = 1, place = 2;
