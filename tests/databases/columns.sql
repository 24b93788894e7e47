-- Types in every spelling, defaults, collations, comments, columns that are gone.
CREATE TABLE public.types (
    a boolean, b smallint, c integer, d bigint, e numeric, f numeric(12, 2), g numeric(3, -2), h real, i double precision,
    j text, k varchar, l varchar(20), m char(3), n "char", o bpchar, p bytea, q uuid, r date, s time, t time(3),
    u timetz(2), v timestamp, w timestamptz(0), x interval, y interval day to second(3), z interval year,
    aa json, ab jsonb, ac inet, ad cidr, ae macaddr, af bit, ag bit(3), ah varbit(8), ai pg_catalog.bit, aj int4range,
    ak tstzmultirange, al tsvector, am xml, an money, ao point, ap regclass, aq pg_lsn, ar jsonpath, at name, au oid,
    av text[], aw numeric(5, 1)[], ax "char"[], ay varchar(3)[][], az interval hour to minute[]
);
CREATE TABLE public.defaults (
    a text DEFAULT 'it''s', b text DEFAULT E'back\\slash\n', c integer DEFAULT -1, d timestamptz DEFAULT now(),
    e timestamptz DEFAULT '2020-01-01 00:00+02', f interval DEFAULT '1 day 02:00', g double precision DEFAULT 0.1,
    h text[] DEFAULT ARRAY['a', 'b'], i bytea DEFAULT '\x00ff', j text DEFAULT NULL, k numeric DEFAULT 1.50,
    l boolean NOT NULL DEFAULT true, m date DEFAULT CURRENT_DATE, n jsonb DEFAULT '{"a": [1]}', o text DEFAULT CURRENT_USER,
    p money DEFAULT 1.5, q regclass DEFAULT 'pg_catalog.pg_class', r uuid DEFAULT gen_random_uuid(), s integer DEFAULT (1 + 2) * 3,
    t text DEFAULT 'a' COLLATE "C", u bit(3) DEFAULT B'101', v real DEFAULT 3.14159265
);
CREATE TABLE public.collations (a text COLLATE "C", b text COLLATE "default", c varchar(9) COLLATE "POSIX", d text[] COLLATE "C", e name);
CREATE TABLE public.dropped (a integer, b integer, c integer NOT NULL, d integer);
ALTER TABLE public.dropped DROP COLUMN b;
ALTER TABLE public.dropped ADD COLUMN e text CHECK (e > '' AND a > 0);
ALTER TABLE public.dropped DROP COLUMN a;
CREATE TABLE public.no_columns ();
COMMENT ON TABLE public.dropped IS 'Two
lines, "quotes" and ''quotes''.';
COMMENT ON COLUMN public.dropped.d IS 'größe';
COMMENT ON COLUMN public.dropped.e IS '';
ALTER TABLE public.defaults ADD COLUMN w money DEFAULT '$1,234.50', ADD COLUMN x double precision DEFAULT '0.1'::double precision + 0.2,
    ADD COLUMN y double precision[] DEFAULT '{0.30000000000000004}';
