INSERT INTO public.users SELECT number, 'u' || number || '@example.org' FROM generate_series(1, 100) AS number;
