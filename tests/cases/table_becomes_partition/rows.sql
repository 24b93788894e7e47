INSERT INTO public.users VALUES (1), (2);
INSERT INTO public.events (kind, user_id) VALUES ('a', 1), ('a', NULL);
