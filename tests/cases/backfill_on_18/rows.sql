INSERT INTO public.users SELECT number, 'u' || number, CASE WHEN number % 3 = 0 THEN number END FROM generate_series(1, 500) AS number;
