INSERT INTO public.users SELECT number, CASE WHEN number % 3 = 0 THEN number END, 'u' || number || '@example.org' FROM generate_series(1, 500) AS number;
