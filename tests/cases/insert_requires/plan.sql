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
        SELECT 'ownership of ' || name FROM (VALUES ('public.item'),
            ('public.plan')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'SELECT and UPDATE on ' || name FROM (VALUES ('public.plan')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.has_table_privilege(oid, 'SELECT') AND pg_catalog.has_table_privilege(oid, 'UPDATE'))
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

-- 02.001  create trigger function public.plan_state_lifecycle
-- locks   none
-- scan    none · own transaction
-- from    Plan::lifecycle(state) · undo: rollback.sql 02.001 (no locks)
BEGIN;
CREATE FUNCTION public.plan_state_lifecycle() RETURNS trigger
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
REVOKE ALL ON FUNCTION public.plan_state_lifecycle() FROM PUBLIC;
COMMIT;

-- 02.002  create trigger plan_state_lifecycle of public.plan
-- locks   public.plan: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Plan::lifecycle(state) · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
CREATE TRIGGER plan_state_lifecycle
    AFTER INSERT OR UPDATE ON public.plan
    FOR EACH ROW EXECUTE FUNCTION public.plan_state_lifecycle();

-- 02.003  create trigger function public.item_plan_id_requires
-- locks   none
-- scan    none · own transaction
-- from    Item::insert_requires(plan_id) · undo: rollback.sql 02.003 (no locks)
BEGIN;
CREATE FUNCTION public.item_plan_id_requires() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    state pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT (NEW.plan_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (NEW.plan_id IS DISTINCT FROM OLD.plan_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    SELECT parent.state INTO state FROM public.plan AS parent
         WHERE parent.id = NEW.plan_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.plan whose state is ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;
COMMIT;

-- 02.004  create trigger item_plan_id_requires of public.item
-- locks   public.item: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.plan wait for these locks too
-- from    Item::insert_requires(plan_id) · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
CREATE TRIGGER item_plan_id_requires
    AFTER INSERT OR UPDATE ON public.item
    FOR EACH ROW EXECUTE FUNCTION public.item_plan_id_requires();

---- 03_verify.sql

-- 03.001  verify 4 facts in the catalog
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
            ('function public.item_plan_id_requires()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_plan_id_requires()') AND prosecdef = true AND proconfig = ARRAY['row_security=off', 'search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '2565fe08e0e6ffb19e0b788004a01d478906a2bf675e403ce3a43ca9f2c21b09'
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.plan'), 'SELECT')
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.plan'), 'UPDATE'))),
            ('function public.plan_state_lifecycle()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_state_lifecycle()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'b7ef9e16d6bc1cddce25f0721f1198dc995b89188afd290e391be5f97d5d3db7')),
            ('trigger item_plan_id_requires of public.item', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.item') AND tgname = 'item_plan_id_requires' AND NOT tgisinternal AND tgtype = 21 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.item_plan_id_requires()')
                AND tgqual IS NULL AND tgattr::pg_catalog.text = '' AND tgconstraint = 0 AND tgnargs = 0)),
            ('trigger plan_state_lifecycle of public.plan', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.plan') AND tgname = 'plan_state_lifecycle' AND NOT tgisinternal AND tgtype = 21 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.plan_state_lifecycle()')
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

-- 02.004  undone: drop trigger item_plan_id_requires of public.item
DROP TRIGGER item_plan_id_requires ON public.item;

-- 02.003  undone: drop trigger function public.item_plan_id_requires
DROP FUNCTION public.item_plan_id_requires();

-- 02.002  undone: drop trigger plan_state_lifecycle of public.plan
DROP TRIGGER plan_state_lifecycle ON public.plan;

-- 02.001  undone: drop trigger function public.plan_state_lifecycle
DROP FUNCTION public.plan_state_lifecycle();
