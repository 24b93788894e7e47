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
        SELECT 'ownership of ' || name FROM (VALUES ('public.item')) AS needed (name)
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

---- 02_create.sql

-- 02.001  add column note to public.item
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Item::note · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.item
    ADD COLUMN note text;

-- 02.002  replace trigger function public.item_plan_id_frozen_with
-- locks   none
-- scan    none · own transaction
-- from    Item::frozen_with(plan_id) · undo: rollback.sql 02.002 (no locks)
BEGIN;
CREATE OR REPLACE FUNCTION public.item_plan_id_frozen_with() RETURNS trigger
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
            CASE WHEN NEW.text IS DISTINCT FROM OLD.text THEN 'text' END,
            CASE WHEN NEW.note IS DISTINCT FROM OLD.note THEN 'note' END);
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
            ('column public.item.note', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.item') AND attname = 'note' AND NOT attisdropped)),
            ('function public.item_plan_id_frozen_with()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_plan_id_frozen_with()') AND prosecdef = true AND proconfig = ARRAY['row_security=off', 'search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'bfe27fe60a3532dd0a68e96d0a398c89b0a4e4087e040e8c4c287563d91be698'
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.plan'), 'SELECT')
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.plan'), 'UPDATE')))
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

-- 02.002  undone: replace trigger function public.item_plan_id_frozen_with
CREATE OR REPLACE FUNCTION public.item_plan_id_frozen_with() RETURNS trigger
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

-- 02.001  undone: drop column note of public.item
ALTER TABLE public.item
    DROP COLUMN note;
