INSERT INTO public.teams VALUES (1), (2);
INSERT INTO public.users SELECT number, 'u', CASE WHEN number % 2 = 0 THEN 2 END FROM generate_series(1, 100) AS number;
