INSERT INTO public.documents (id, title, body, size, made_on)
SELECT id, 'title ' || id, jsonb_build_object('n', id), id, date '2025-01-01' + id::integer FROM generate_series(1, 20) AS id;
