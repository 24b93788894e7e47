-- Types that no column is of, but functions; and one that only such a type is made of.
CREATE TYPE public.weekday AS ENUM ('MO', 'TU');
CREATE TYPE public.rule_parts AS (until timestamp with time zone, every integer, days public.weekday[]);
COMMENT ON TYPE public.rule_parts IS 'A rule, taken apart.';
CREATE DOMAIN public.rule_text AS text CHECK (VALUE <> '');
CREATE TYPE public.mood AS ENUM ('good');
CREATE TABLE public.events (id integer PRIMARY KEY, rule text NOT NULL, mood public.mood);
CREATE FUNCTION public.parse_rule(rule public.rule_text) RETURNS public.rule_parts
    LANGUAGE sql IMMUTABLE AS $$ SELECT ROW(NULL, 1, NULL)::public.rule_parts $$;
CREATE FUNCTION public.next_time(parts public.rule_parts, day public.weekday) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE AS $$ SELECT parts.until $$;
CREATE FUNCTION public.bits(bit, character, numeric(10, 2)) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE FUNCTION public.first_of(cursor refcursor, of regclass, VARIADIC more anycompatiblearray) RETURNS integer
    LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
