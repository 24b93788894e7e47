INSERT INTO public.events (id, made_at, kind, note)
SELECT number, CASE WHEN number % 3 = 0 THEN '2020-05-01 00:00:00+00'::timestamptz ELSE '2021-05-01 00:00:00+00' END,
       CASE WHEN number % 2 = 0 THEN 'a' ELSE 'b' END, CASE WHEN number % 5 = 0 THEN 'n' || number END
  FROM generate_series(1, 300) AS number;
