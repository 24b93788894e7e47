INSERT INTO public.events (id, kind, made_at, payload) VALUES (1, 'a', '2020-01-01 00:00:00+00', '{"id": 1}'), (2, 'b', '2020-01-01 00:00:00+00', '{}');
