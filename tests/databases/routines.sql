-- Functions, procedures and triggers: of every language that needs no extension, with bodies of each form.
CREATE TABLE public.notes (id bigint PRIMARY KEY, "Text" text, changed_at timestamptz);
CREATE TYPE public.mood AS ENUM ('sad', 'fair');
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.changed_at := now(); RETURN NEW; END$$;
COMMENT ON FUNCTION public.touch() IS 'It''s told.';
CREATE FUNCTION public."Odd name"(a integer DEFAULT 1, VARIADIC b text[] DEFAULT '{}') RETURNS SETOF text
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 5 ROWS 7 SET search_path = '' AS 'SELECT ''a''';
CREATE FUNCTION public.overloaded(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 + 1;
CREATE FUNCTION public.overloaded(text, OUT x integer, OUT y text) LANGUAGE sql AS $$SELECT 1, $1$$;
CREATE FUNCTION public.of_rows(public.notes, public.notes[]) RETURNS SETOF public.notes LANGUAGE sql
    AS 'SELECT * FROM public.notes';
CREATE FUNCTION public.counted(public.mood) RETURNS bigint LANGUAGE sql
    BEGIN ATOMIC SELECT count(*) FROM public.notes; END;
CREATE PROCEDURE public.done(INOUT a integer) LANGUAGE plpgsql AS $_$BEGIN a := a + 1; END$_$;
CREATE AGGREGATE public.total(integer) (SFUNC = int4pl, STYPE = integer);
CREATE TRIGGER touch BEFORE UPDATE OF "Text" ON public.notes
    FOR EACH ROW WHEN (old."Text" IS DISTINCT FROM new."Text") EXECUTE FUNCTION public.touch();
CREATE TRIGGER "All" AFTER INSERT OR DELETE OR TRUNCATE ON public.notes EXECUTE FUNCTION public.touch('a', 'it''s');
COMMENT ON TRIGGER "All" ON public.notes IS 'All.';
CREATE CONSTRAINT TRIGGER later AFTER UPDATE ON public.notes DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER seen AFTER UPDATE ON public.notes REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION public.touch();
ALTER TABLE public.notes DISABLE TRIGGER seen;
ALTER TABLE public.notes ENABLE ALWAYS TRIGGER touch;
ALTER TABLE public.notes ENABLE REPLICA TRIGGER later;
CREATE VIEW public.shown AS SELECT id FROM public.notes;
CREATE TRIGGER of_view INSTEAD OF INSERT ON public.shown FOR EACH ROW EXECUTE FUNCTION public.touch();
