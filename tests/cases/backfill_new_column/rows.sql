INSERT INTO public.users SELECT number, 'u' || number || '@example.org', CASE WHEN number % 2 = 0 THEN 'n' || number END FROM generate_series(1, 500) AS number;
