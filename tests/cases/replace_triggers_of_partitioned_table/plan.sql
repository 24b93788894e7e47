---- 01_preflight.sql

-- 01.001  look for privileges that the role lacks
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $check$
DECLARE
    lacking text;
BEGIN
    SELECT string_agg(privilege, ', ' ORDER BY privilege) INTO lacking FROM (
        SELECT 'ownership of ' || name FROM (VALUES ('public.events')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
    ) AS needed (privilege);
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'role ' || current_user || ' lacks: ' || lacking,
            HINT = 'Run the migration as the owner of the tables. A table that is not there is owned by nobody.';
    END IF;
END
$check$;

---- 02_enforce.sql

-- 02.001  replace trigger told of public.events
-- locks   public.events, public.events_a: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Event::trigger told · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE OR REPLACE TRIGGER told AFTER INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE public.events ENABLE TRIGGER told;
COMMENT ON TRIGGER told ON public.events IS NULL;
COMMIT;

-- 02.002  replace trigger touched of public.events
-- locks   public.events, public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::trigger touched · undo: rollback.sql 02.002 (SHARE ROW EXCLUSIVE on each)
BEGIN;
DROP TRIGGER touched ON public.events;
CREATE TRIGGER touched BEFORE UPDATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.touch();
ALTER TABLE public.events ENABLE TRIGGER touched;
COMMENT ON TRIGGER touched ON public.events IS NULL;
COMMIT;

---- 03_verify.sql

-- 03.001  verify 2 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT subject FROM (VALUES
            ('trigger told of public.events', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'told' AND NOT tgisinternal AND tgtype = 5 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger touched of public.events', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'touched' AND NOT tgisinternal AND tgtype = 18 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 02.002  undone: replace trigger touched of public.events
CREATE OR REPLACE TRIGGER touched BEFORE UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE public.events ENABLE TRIGGER touched;
COMMENT ON TRIGGER touched ON public.events IS NULL;

-- 02.001  undone: replace trigger told of public.events
DROP TRIGGER told ON public.events;
CREATE TRIGGER told AFTER INSERT ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.touch();
ALTER TABLE public.events ENABLE TRIGGER told;
COMMENT ON TRIGGER told ON public.events IS NULL;
