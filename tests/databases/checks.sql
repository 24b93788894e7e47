-- CHECK and exclusion constraints.
CREATE TABLE public.checked (
    a integer CONSTRAINT positive CHECK (a > 0),
    b text, c varchar(9), d date, e timestamptz,
    CONSTRAINT together CHECK (a > 1 AND (b IS NULL OR length(b) < 10)),
    CONSTRAINT not_inherited CHECK (a < 100) NO INHERIT,
    CONSTRAINT no_column CHECK (1 < 2),
    CONSTRAINT whole_row CHECK (checked IS NOT NULL),
    CONSTRAINT one_of CHECK (b IN ('x', 'y''s', 'CHECK (z)')),
    CONSTRAINT of_day CHECK (e >= '2020-01-01 00:00+02' AND d > '2020-02-01'),
    CONSTRAINT like_it CHECK (b LIKE 'a\_%' AND b !~ '^\s'),
    CONSTRAINT cases CHECK (CASE WHEN a > 3 THEN b = 'x' ELSE c::text = b END),
    CONSTRAINT called CHECK (coalesce(a, 0) > 0),
    CONSTRAINT is_it CHECK (b IS DISTINCT FROM c::text)
);
COMMENT ON CONSTRAINT together ON public.checked IS 'Both.';
CREATE TABLE public.excluded (
    during tstzrange, r int4range, a integer, b integer, t text,
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&, r WITH -|-) WHERE (a > 0 AND b > 0),
    CONSTRAINT one_active EXCLUDE USING btree (a WITH =) WHERE (t = 'ACTIVE') DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT by_expression EXCLUDE ((a + b) WITH =, lower(t) COLLATE "C" text_pattern_ops WITH =),
    CONSTRAINT with_more EXCLUDE USING btree (b DESC WITH =) INCLUDE (a) WITH (fillfactor = 50)
);
COMMENT ON CONSTRAINT no_overlap ON public.excluded IS 'No two at a time.';
