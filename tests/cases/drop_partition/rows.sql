INSERT INTO public.users VALUES (1), (2);
INSERT INTO public.events (id, made_at, kind, user_id)
VALUES (1, '2020-05-01 00:00:00+00', 'a', 1), (2, '2021-05-01 00:00:00+00', 'a', 1), (3, '2021-06-01 00:00:00+00', 'b', 2);
