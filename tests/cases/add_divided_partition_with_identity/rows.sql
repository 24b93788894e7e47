INSERT INTO public.events (made_at) VALUES ('2020-02-01 00:00:00+00'), ('2020-03-01 00:00:00+00');
