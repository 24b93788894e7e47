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
        SELECT 'ownership of ' || name FROM (VALUES ('public.item')) AS needed (name)
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

-- 02.001  drop foreign key item_plan_id_fkey of public.item
-- locks   public.item, public.plan: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.item
    DROP CONSTRAINT item_plan_id_fkey;

-- 02.002  drop table public.item
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.item are gone
DROP TABLE public.item;

-- 02.003  drop trigger function public.item_plan_id_frozen_with
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (no locks)
DROP FUNCTION public.item_plan_id_frozen_with();

---- 03_verify.sql

-- 03.001  verify 3 facts in the catalog
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
            ('constraint item_plan_id_fkey of public.item', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.item') AND conname = 'item_plan_id_fkey')),
            ('function public.item_plan_id_frozen_with()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_plan_id_frozen_with()'))),
            ('table public.item', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.item') AND relkind IN ('r', 'p')))
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

-- 02.002  irreversible: the rows of public.item are gone

-- 02.003  undone: create trigger function public.item_plan_id_frozen_with
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

-- 02.001  undone: add foreign key item_plan_id_fkey, not yet valid
ALTER TABLE public.item
    ADD CONSTRAINT item_plan_id_fkey
    FOREIGN KEY (plan_id) REFERENCES public.plan (id) ON DELETE CASCADE
    NOT VALID;

-- 02.001  undone: validate foreign key item_plan_id_fkey
ALTER TABLE public.item
    VALIDATE CONSTRAINT item_plan_id_fkey;
