INSERT INTO public.events (id, kind) SELECT number, CASE WHEN number % 2 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 20) AS number;
