-- What every case begins with. Both tables hold rows, so that a scan is seen.
CREATE TABLE public.parent (
    id bigint NOT NULL,
    region bigint NOT NULL,
    code text NOT NULL,
    CONSTRAINT parent_pkey PRIMARY KEY (id),
    CONSTRAINT parent_region_id_key UNIQUE (region, id)
);
CREATE TABLE public.child (
    id bigint NOT NULL,
    parent_id bigint,
    region bigint,
    previous_id bigint,
    amount integer,
    label text DEFAULT 'none',
    CONSTRAINT child_pkey PRIMARY KEY (id)
);
INSERT INTO public.parent (id, region, code)
SELECT id, id % 5, 'code ' || id FROM generate_series(1, 50) AS id;
INSERT INTO public.child (id, parent_id, region, previous_id, amount, label)
SELECT id, 1 + id % 50, (1 + id % 50) % 5, greatest(id - 1, 1), id, 'label ' || id FROM generate_series(1, 200) AS id;
