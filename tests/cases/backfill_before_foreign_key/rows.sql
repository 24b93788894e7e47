INSERT INTO public.teams VALUES (1), (2);
INSERT INTO public.users SELECT number, 'u' FROM generate_series(1, 100) AS number;
