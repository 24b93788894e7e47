-- Partitioned tables: by range, list and hash, in several levels; parts of indexes and constraints are those of the table.
CREATE TABLE public.targets (id integer PRIMARY KEY);
CREATE TABLE public.events (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text COLLATE "C" DEFAULT 'a',
    target_id integer REFERENCES public.targets,
    CHECK (id > 0),
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX events_kind_idx ON public.events (lower(kind)) WHERE (kind <> '');
CREATE TABLE public.events_2020 PARTITION OF public.events
    FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00') WITH (fillfactor = 70);
CREATE TABLE public."Events, 2021" PARTITION OF public.events
    FOR VALUES FROM ('2021-01-01 00:00:00+00') TO (MAXVALUE) PARTITION BY LIST (id);
CREATE TABLE public.events_2021_a PARTITION OF public."Events, 2021" FOR VALUES IN (1, 2);
CREATE TABLE public.events_2021_rest PARTITION OF public."Events, 2021" DEFAULT;
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
COMMENT ON TABLE public.events IS 'what happens';
COMMENT ON TABLE public.events_2020 IS 'what has happened';
CREATE SCHEMA apart;
CREATE TABLE public.hashed (id uuid NOT NULL, "A b" text) PARTITION BY HASH (id, lower("A b"), (("A b" || ', '::text)) COLLATE "POSIX");
CREATE TABLE apart.hashed_0 PARTITION OF public.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE UNLOGGED TABLE apart.hashed_1 PARTITION OF public.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE public.patterns (code character varying(10), n integer) PARTITION BY RANGE (code COLLATE "C" varchar_pattern_ops, n);
CREATE TABLE public.patterns_a PARTITION OF public.patterns FOR VALUES FROM ('a', MINVALUE) TO ('b', 5);
CREATE TABLE public.listed (a text, b integer) PARTITION BY LIST (a);
CREATE TABLE public.listed_some PARTITION OF public.listed FOR VALUES IN ('a', 'it''s', NULL);
CREATE TABLE public.without_any (n integer) PARTITION BY LIST (n);
