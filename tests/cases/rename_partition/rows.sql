INSERT INTO public.users (id) VALUES (1);
INSERT INTO public.events (id, kind, user_id) VALUES (1, 'a', 1), (2, 'b', 1);
