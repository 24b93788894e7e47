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
        SELECT 'CREATE on schema public' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public'
            AND pg_catalog.has_schema_privilege(oid, 'CREATE'))
        UNION ALL
        SELECT 'ownership of ' || name FROM (VALUES ('public.plan')) AS needed (name)
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

---- 02_create.sql

-- 02.001  replace trigger function public.held
-- locks   none
-- scan    none · own transaction
-- from    Plan::lifecycle(state) · undo: rollback.sql 02.001 (no locks)
BEGIN;
CREATE OR REPLACE FUNCTION public.held() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state IN ('DRAFT') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'state',
            MESSAGE = 'a row of public.plan does not begin with state ' || NEW.state,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state OR (OLD.state, NEW.state) IN (('DRAFT', 'ACTIVE'), ('ACTIVE', 'CLOSED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'state',
            MESSAGE = 'a row of public.plan does not go from state ' || OLD.state || ' to ' || NEW.state,
            HINT = 'Declared: DRAFT to ACTIVE; ACTIVE to CLOSED.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.held() FROM PUBLIC;
COMMIT;

-- 02.002  replace trigger held of public.plan
-- locks   public.plan: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Plan::lifecycle(state) · undo: rollback.sql 02.002 (SHARE ROW EXCLUSIVE)
CREATE OR REPLACE TRIGGER held
    AFTER INSERT OR UPDATE ON public.plan
    FOR EACH ROW EXECUTE FUNCTION public.held();

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
            ('function public.held()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.held()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'b7ef9e16d6bc1cddce25f0721f1198dc995b89188afd290e391be5f97d5d3db7')),
            ('trigger held of public.plan', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.plan') AND tgname = 'held' AND NOT tgisinternal AND tgtype = 21 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.held()')
                AND tgqual IS NULL AND tgattr::pg_catalog.text = '' AND tgconstraint = 0 AND tgnargs = 0))
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

-- 02.002  undone: replace trigger held of public.plan
CREATE OR REPLACE TRIGGER held
    AFTER UPDATE ON public.plan
    FOR EACH ROW EXECUTE FUNCTION public.held();

-- 02.001  undone: replace trigger function public.held
CREATE OR REPLACE FUNCTION public.held() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.plan: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.held() FROM PUBLIC;
