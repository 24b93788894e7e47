-- Enums, domains, composite types, and columns of them.
CREATE SCHEMA "Other";
CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'it''s "fine"', 'größe');
ALTER TYPE public.mood ADD VALUE 'before ok' BEFORE 'ok';
CREATE TYPE "Other"."Mood [x](1)" AS ENUM ();
CREATE DOMAIN public.email AS text COLLATE "C" DEFAULT 'nobody@example.org' NOT NULL
    CONSTRAINT has_at CHECK (VALUE LIKE '%@%') CONSTRAINT short CHECK (length(VALUE) < 100);
CREATE DOMAIN "Other".code AS varchar(3);
CREATE DOMAIN public.list AS integer[] CHECK (cardinality(VALUE) < 3);
CREATE DOMAIN public.of_domain AS public.email DEFAULT ('a@' || 'b');
CREATE TYPE public.address AS (street text, "Number" numeric(4), city text COLLATE "C", mood public.mood[], "größe" "Other".code);
CREATE TABLE public.people (
    id integer, mood public.mood DEFAULT 'ok', moods public.mood[], email public.email, code "Other".code, home public.address,
    "Mood" "Other"."Mood [x](1)"[], list public.list, CHECK (mood > 'sad'), CHECK ((home).street <> '')
);
CREATE INDEX ON public.people (mood, email, code, home, list);
CREATE INDEX ON public.people USING gin (moods);
ALTER DOMAIN "Other".code ADD CONSTRAINT upper_case CHECK (VALUE = upper(VALUE)) NOT VALID;
COMMENT ON TYPE public.mood IS 'How it goes.';
COMMENT ON DOMAIN public.email IS 'Where to write.';
COMMENT ON CONSTRAINT has_at ON DOMAIN public.email IS 'One at least.';
COMMENT ON TYPE public.address IS 'Where.';
COMMENT ON COLUMN public.address.city IS 'An attribute.';
COMMENT ON SCHEMA "Other" IS 'Another one.';
COMMENT ON SCHEMA public IS 'Ours.';
