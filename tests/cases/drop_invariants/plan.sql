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
        SELECT 'ownership of ' || name FROM (VALUES ('public.item'),
            ('public.plan')) AS needed (name)
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

---- 02_drop.sql

-- 02.001  drop trigger plan_frozen of public.plan
-- locks   public.plan: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (SHARE ROW EXCLUSIVE)
DROP TRIGGER plan_frozen ON public.plan;

-- 02.002  drop trigger plan_state_lifecycle of public.plan
-- locks   public.plan: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.002 (SHARE ROW EXCLUSIVE)
DROP TRIGGER plan_state_lifecycle ON public.plan;

-- 02.003  drop trigger item_plan_id_frozen_with of public.item
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.plan wait for these locks too
-- undo    rollback.sql 02.003 (SHARE ROW EXCLUSIVE)
DROP TRIGGER item_plan_id_frozen_with ON public.item;

-- 02.004  drop trigger function public.plan_frozen
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.004 (no locks)
DROP FUNCTION public.plan_frozen();

-- 02.005  drop trigger function public.plan_state_lifecycle
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.005 (no locks)
DROP FUNCTION public.plan_state_lifecycle();

-- 02.006  drop trigger function public.item_plan_id_frozen_with
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.006 (no locks)
DROP FUNCTION public.item_plan_id_frozen_with();

---- 03_verify.sql

-- 03.001  verify 6 facts in the catalog
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
            ('function public.item_plan_id_frozen_with()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_plan_id_frozen_with()'))),
            ('function public.plan_frozen()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_frozen()'))),
            ('function public.plan_state_lifecycle()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_state_lifecycle()'))),
            ('trigger item_plan_id_frozen_with of public.item', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.item') AND tgname = 'item_plan_id_frozen_with' AND NOT tgisinternal)),
            ('trigger plan_frozen of public.plan', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.plan') AND tgname = 'plan_frozen' AND NOT tgisinternal)),
            ('trigger plan_state_lifecycle of public.plan', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.plan') AND tgname = 'plan_state_lifecycle' AND NOT tgisinternal))
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

-- 02.006  undone: create trigger function public.item_plan_id_frozen_with
CREATE FUNCTION public.item_plan_id_frozen_with() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.plan_id IS DISTINCT FROM OLD.plan_id THEN 'plan_id' END,
            CASE WHEN NEW.text IS DISTINCT FROM OLD.text THEN 'text' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.plan_id IS NOT NULL THEN
        SELECT parent.state INTO state FROM public.plan AS parent
         WHERE parent.id = NEW.plan_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.plan is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.plan_id IS DISTINCT FROM OLD.plan_id) THEN
        SELECT parent.state INTO state FROM public.plan AS parent
         WHERE parent.id = OLD.plan_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.plan is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_frozen_with() FROM PUBLIC;

-- 02.005  undone: create trigger function public.plan_state_lifecycle
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

-- 02.004  undone: create trigger function public.plan_frozen
CREATE FUNCTION public.plan_frozen() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.state IN ('DRAFT') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.plan is frozen, for its state is ' || OLD.state,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.plan_frozen() FROM PUBLIC;

-- 02.003  undone: create trigger item_plan_id_frozen_with of public.item
CREATE TRIGGER item_plan_id_frozen_with
    AFTER INSERT OR UPDATE OR DELETE ON public.item
    FOR EACH ROW EXECUTE FUNCTION public.item_plan_id_frozen_with();

-- 02.002  undone: create trigger plan_state_lifecycle of public.plan
CREATE TRIGGER plan_state_lifecycle
    AFTER INSERT OR UPDATE ON public.plan
    FOR EACH ROW EXECUTE FUNCTION public.plan_state_lifecycle();

-- 02.001  undone: create trigger plan_frozen of public.plan
CREATE TRIGGER plan_frozen
    AFTER UPDATE OR DELETE ON public.plan
    FOR EACH ROW EXECUTE FUNCTION public.plan_frozen();
