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

---- 02_create.sql

-- 02.001  rename table public.plan to project
-- locks   public.plan: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Project · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
BEGIN;
ALTER TABLE public.plan
    RENAME TO project;
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
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.plan_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.plan_id IS DISTINCT FROM OLD.plan_id) THEN
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = OLD.plan_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_frozen_with() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.item_plan_id_requires() RETURNS trigger
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
    SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.plan_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.project whose state is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_frozen() RETURNS trigger
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
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.project is frozen, for its state is ' || OLD.state,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.plan_frozen() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_immutable() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.project: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_immutable() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_state_lifecycle() RETURNS trigger
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
            MESSAGE = 'a row of public.project does not begin with state ' || NEW.state,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state OR (OLD.state, NEW.state) IN (('DRAFT', 'ACTIVE'), ('ACTIVE', 'CLOSED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'state',
            MESSAGE = 'a row of public.project does not go from state ' || OLD.state || ' to ' || NEW.state,
            HINT = 'Declared: DRAFT to ACTIVE; ACTIVE to CLOSED.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_state_lifecycle() FROM PUBLIC;
COMMIT;

-- 02.002  rename column plan_id of public.item to project_id
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.plan wait for these locks too
-- from    Item::project_id · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
BEGIN;
ALTER TABLE public.item
    RENAME COLUMN plan_id TO project_id;
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
            CASE WHEN NEW.project_id IS DISTINCT FROM OLD.project_id THEN 'project_id' END,
            CASE WHEN NEW.text IS DISTINCT FROM OLD.text THEN 'text' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.project_id IS NOT NULL THEN
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = OLD.project_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_frozen_with() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.item_plan_id_requires() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    state pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT (NEW.project_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.project whose state is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;
COMMIT;

-- 02.003  rename column state of public.project to status
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.item wait for these locks too
-- from    Project::status · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
BEGIN;
ALTER TABLE public.project
    RENAME COLUMN state TO status;
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
            CASE WHEN NEW.project_id IS DISTINCT FROM OLD.project_id THEN 'project_id' END,
            CASE WHEN NEW.text IS DISTINCT FROM OLD.text THEN 'text' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.project_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for status of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
        SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = OLD.project_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for status of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_frozen_with() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.item_plan_id_requires() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    state pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT (NEW.project_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.project whose status is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_frozen() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.status IN ('DRAFT') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.project is frozen, for its status is ' || OLD.status,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.plan_frozen() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_state_lifecycle() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('DRAFT') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.project does not begin with status ' || NEW.status,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('DRAFT', 'ACTIVE'), ('ACTIVE', 'CLOSED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.project does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: DRAFT to ACTIVE; ACTIVE to CLOSED.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_state_lifecycle() FROM PUBLIC;
COMMIT;

-- 02.004  rename column owner of public.project to holder
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Project::holder · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
BEGIN;
ALTER TABLE public.project
    RENAME COLUMN owner TO holder;
CREATE OR REPLACE FUNCTION public.plan_frozen() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.status IN ('DRAFT') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.holder IS DISTINCT FROM OLD.holder THEN 'holder' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.project is frozen, for its status is ' || OLD.status,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.plan_frozen() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_immutable() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.holder IS DISTINCT FROM OLD.holder THEN 'holder' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.project: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_immutable() FROM PUBLIC;
COMMIT;

-- 02.005  rename constraint item_plan_id_fkey of public.item to item_project_id_fkey
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.project wait for these locks too
-- from    Item::project_id · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.item
    RENAME CONSTRAINT item_plan_id_fkey TO item_project_id_fkey;

-- 02.006  rename index item_plan_id_idx of public.item to item_project_id_idx
-- locks   public.item_plan_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Item::index on project_id · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.item_plan_id_idx
    RENAME TO item_project_id_idx;

-- 02.007  rename constraint plan_pkey of public.project to project_pkey
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.item wait for these locks too
-- from    Project::id · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.project
    RENAME CONSTRAINT plan_pkey TO project_pkey;

-- 02.008  rename constraint plan_state_check of public.project to project_status_check
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Project::status · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
ALTER TABLE public.project
    RENAME CONSTRAINT plan_state_check TO project_status_check;

-- 02.009  name the NOT NULLs of public.item after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.project wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.project wait for these locks too (PostgreSQL 18)
-- from    Item · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'project_id', 'item_plan_id_not_null', 'item_project_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.item') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.item') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.item')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.item RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.010  name the NOT NULLs of public.project after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.item wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.item wait for these locks too (PostgreSQL 18)
-- from    Project · undo: rollback.sql 02.010 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'plan_id_not_null', 'project_id_not_null'),
            (1, 'status', 'plan_state_not_null', 'project_status_not_null'),
            (2, 'holder', 'plan_owner_not_null', 'project_holder_not_null'),
            (3, 'title', 'plan_title_not_null', 'project_title_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.project') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.project') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.project')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.project RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

---- 03_finish.sql

-- 03.001  comment on table public.project and what belongs to it
-- locks   public.project: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Project · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON TABLE public.project IS 'A project.';

-- 03.002  comment on table public.item and what belongs to it
-- locks   public.item: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Item · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE)
COMMENT ON TABLE public.item IS 'One item of a project.';

---- 04_enforce.sql

-- 04.001  create trigger function public.project_frozen
-- locks   none
-- scan    none · own transaction
-- from    Project::frozen(status) · undo: rollback.sql 04.001 (no locks)
BEGIN;
CREATE FUNCTION public.project_frozen() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.status IN ('DRAFT') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.holder IS DISTINCT FROM OLD.holder THEN 'holder' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.project is frozen, for its status is ' || OLD.status,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.project_frozen() FROM PUBLIC;
COMMIT;

-- 04.002  create trigger project_frozen of public.project
-- locks   public.project: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Project::frozen(status) · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
CREATE TRIGGER project_frozen
    AFTER UPDATE OR DELETE ON public.project
    FOR EACH ROW EXECUTE FUNCTION public.project_frozen();

-- 04.003  create trigger function public.project_immutable
-- locks   none
-- scan    none · own transaction
-- from    Project::immutable(holder) · undo: rollback.sql 04.003 (no locks)
BEGIN;
CREATE FUNCTION public.project_immutable() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.holder IS DISTINCT FROM OLD.holder THEN 'holder' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.project: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.project_immutable() FROM PUBLIC;
COMMIT;

-- 04.004  create trigger project_immutable of public.project
-- locks   public.project: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Project::immutable(holder) · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
CREATE TRIGGER project_immutable
    AFTER UPDATE ON public.project
    FOR EACH ROW EXECUTE FUNCTION public.project_immutable();

-- 04.005  create trigger function public.project_status_lifecycle
-- locks   none
-- scan    none · own transaction
-- from    Project::lifecycle(status) · undo: rollback.sql 04.005 (no locks)
BEGIN;
CREATE FUNCTION public.project_status_lifecycle() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('DRAFT') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.project does not begin with status ' || NEW.status,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('DRAFT', 'ACTIVE'), ('ACTIVE', 'CLOSED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.project does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: DRAFT to ACTIVE; ACTIVE to CLOSED.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.project_status_lifecycle() FROM PUBLIC;
COMMIT;

-- 04.006  create trigger project_status_lifecycle of public.project
-- locks   public.project: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Project::lifecycle(status) · undo: rollback.sql 04.006 (ACCESS EXCLUSIVE)
CREATE TRIGGER project_status_lifecycle
    AFTER INSERT OR UPDATE ON public.project
    FOR EACH ROW EXECUTE FUNCTION public.project_status_lifecycle();

-- 04.007  create trigger function public.item_project_id_frozen_with
-- locks   none
-- scan    none · own transaction
-- from    Item::frozen_with(project_id) · undo: rollback.sql 04.007 (no locks)
BEGIN;
CREATE FUNCTION public.item_project_id_frozen_with() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.project_id IS DISTINCT FROM OLD.project_id THEN 'project_id' END,
            CASE WHEN NEW.text IS DISTINCT FROM OLD.text THEN 'text' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.project_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for status of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
        SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = OLD.project_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for status of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_project_id_frozen_with() FROM PUBLIC;
COMMIT;

-- 04.008  create trigger item_project_id_frozen_with of public.item
-- locks   public.item: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.project wait for these locks too
-- from    Item::frozen_with(project_id) · undo: rollback.sql 04.008 (ACCESS EXCLUSIVE)
CREATE TRIGGER item_project_id_frozen_with
    AFTER INSERT OR UPDATE OR DELETE ON public.item
    FOR EACH ROW EXECUTE FUNCTION public.item_project_id_frozen_with();

-- 04.009  create trigger function public.item_project_id_requires
-- locks   none
-- scan    none · own transaction
-- from    Item::insert_requires(project_id) · undo: rollback.sql 04.009 (no locks)
BEGIN;
CREATE FUNCTION public.item_project_id_requires() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    state pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT (NEW.project_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.project whose status is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_project_id_requires() FROM PUBLIC;
COMMIT;

-- 04.010  create trigger item_project_id_requires of public.item
-- locks   public.item: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Item::insert_requires(project_id) · undo: rollback.sql 04.010 (ACCESS EXCLUSIVE)
CREATE TRIGGER item_project_id_requires
    AFTER INSERT OR UPDATE ON public.item
    FOR EACH ROW EXECUTE FUNCTION public.item_project_id_requires();

---- 05_verify.sql

-- 05.001  verify 23 facts in the catalog
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
            ('column public.item.project_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.item') AND attname = 'project_id' AND NOT attisdropped)),
            ('column public.project.holder', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.project') AND attname = 'holder' AND NOT attisdropped)),
            ('column public.project.status', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.project') AND attname = 'status' AND NOT attisdropped)),
            ('constraint item_plan_id_fkey of public.item', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.item') AND conname = 'item_plan_id_fkey')),
            ('constraint plan_pkey of public.project', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.project') AND conname = 'plan_pkey')),
            ('constraint plan_state_check of public.project', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.project') AND conname = 'plan_state_check')),
            ('function public.item_plan_id_frozen_with()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_plan_id_frozen_with()') AND prosecdef = true AND proconfig = ARRAY['row_security=off', 'search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '7690cae0230444370d9f9a6625d0b9bfcee841f2df7ac647391287e74a79f67c'
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'SELECT')
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'UPDATE'))),
            ('function public.item_plan_id_requires()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_plan_id_requires()') AND prosecdef = true AND proconfig = ARRAY['row_security=off', 'search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '8f7295ca08ad7a79dd4576d1bff3657b3aef4f5aa6021e8578b5598bd6630304'
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'SELECT')
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'UPDATE'))),
            ('function public.item_project_id_frozen_with()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_project_id_frozen_with()') AND prosecdef = true AND proconfig = ARRAY['row_security=off', 'search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '7690cae0230444370d9f9a6625d0b9bfcee841f2df7ac647391287e74a79f67c'
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'SELECT')
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'UPDATE'))),
            ('function public.item_project_id_requires()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_project_id_requires()') AND prosecdef = true AND proconfig = ARRAY['row_security=off', 'search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '8f7295ca08ad7a79dd4576d1bff3657b3aef4f5aa6021e8578b5598bd6630304'
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'SELECT')
                AND pg_catalog.has_table_privilege(proowner, pg_catalog.to_regclass('public.project'), 'UPDATE'))),
            ('function public.plan_frozen()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_frozen()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'acb9793db021e8b5a5cb417bc85a23c833ba18645f16501d81888871475df2f1')),
            ('function public.plan_immutable()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_immutable()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'f12ab6f18d5f79464daed81ea7e31c78ff56984bbe0173ccf561eea3a992ce6b')),
            ('function public.plan_state_lifecycle()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_state_lifecycle()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '93fed3742beaa90b0ad115372e9c2f28c747cbacb7894491b2c9cd09f160e639')),
            ('function public.project_frozen()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.project_frozen()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'acb9793db021e8b5a5cb417bc85a23c833ba18645f16501d81888871475df2f1')),
            ('function public.project_immutable()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.project_immutable()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'f12ab6f18d5f79464daed81ea7e31c78ff56984bbe0173ccf561eea3a992ce6b')),
            ('function public.project_status_lifecycle()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.project_status_lifecycle()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '93fed3742beaa90b0ad115372e9c2f28c747cbacb7894491b2c9cd09f160e639')),
            ('index public.item_plan_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.item_plan_id_idx') AND relkind IN ('i', 'I'))),
            ('table public.project', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.project') AND relkind IN ('r', 'p'))),
            ('trigger item_project_id_frozen_with of public.item', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.item') AND tgname = 'item_project_id_frozen_with' AND NOT tgisinternal AND tgtype = 29 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.item_project_id_frozen_with()')
                AND tgqual IS NULL AND tgattr::pg_catalog.text = '' AND tgconstraint = 0 AND tgnargs = 0)),
            ('trigger item_project_id_requires of public.item', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.item') AND tgname = 'item_project_id_requires' AND NOT tgisinternal AND tgtype = 21 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.item_project_id_requires()')
                AND tgqual IS NULL AND tgattr::pg_catalog.text = '' AND tgconstraint = 0 AND tgnargs = 0)),
            ('trigger project_frozen of public.project', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.project') AND tgname = 'project_frozen' AND NOT tgisinternal AND tgtype = 25 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.project_frozen()')
                AND tgqual IS NULL AND tgattr::pg_catalog.text = '' AND tgconstraint = 0 AND tgnargs = 0)),
            ('trigger project_immutable of public.project', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.project') AND tgname = 'project_immutable' AND NOT tgisinternal AND tgtype = 17 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.project_immutable()')
                AND tgqual IS NULL AND tgattr::pg_catalog.text = '' AND tgconstraint = 0 AND tgnargs = 0)),
            ('trigger project_status_lifecycle of public.project', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.project') AND tgname = 'project_status_lifecycle' AND NOT tgisinternal AND tgtype = 21 AND tgenabled = 'O' AND tgfoid = pg_catalog.to_regprocedure('public.project_status_lifecycle()')
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

---- 06_drop.sql

-- 06.001  drop trigger plan_frozen of public.project
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.item wait for these locks too
-- undo    rollback.sql 06.001 (SHARE ROW EXCLUSIVE)
DROP TRIGGER plan_frozen ON public.project;

-- 06.002  drop trigger plan_immutable of public.project
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 06.002 (SHARE ROW EXCLUSIVE)
DROP TRIGGER plan_immutable ON public.project;

-- 06.003  drop trigger plan_state_lifecycle of public.project
-- locks   public.project: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 06.003 (SHARE ROW EXCLUSIVE)
DROP TRIGGER plan_state_lifecycle ON public.project;

-- 06.004  drop trigger item_plan_id_frozen_with of public.item
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.project wait for these locks too
-- undo    rollback.sql 06.004 (SHARE ROW EXCLUSIVE)
DROP TRIGGER item_plan_id_frozen_with ON public.item;

-- 06.005  drop trigger item_plan_id_requires of public.item
-- locks   public.item: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 06.005 (SHARE ROW EXCLUSIVE)
DROP TRIGGER item_plan_id_requires ON public.item;

-- 06.006  drop trigger function public.plan_frozen
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 06.006 (no locks)
DROP FUNCTION public.plan_frozen();

-- 06.007  drop trigger function public.plan_immutable
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 06.007 (no locks)
DROP FUNCTION public.plan_immutable();

-- 06.008  drop trigger function public.plan_state_lifecycle
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 06.008 (no locks)
DROP FUNCTION public.plan_state_lifecycle();

-- 06.009  drop trigger function public.item_plan_id_frozen_with
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 06.009 (no locks)
DROP FUNCTION public.item_plan_id_frozen_with();

-- 06.010  drop trigger function public.item_plan_id_requires
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 06.010 (no locks)
DROP FUNCTION public.item_plan_id_requires();

---- 07_verify.sql

-- 07.001  verify 10 facts in the catalog
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
            ('function public.item_plan_id_requires()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.item_plan_id_requires()'))),
            ('function public.plan_frozen()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_frozen()'))),
            ('function public.plan_immutable()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_immutable()'))),
            ('function public.plan_state_lifecycle()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_state_lifecycle()'))),
            ('trigger item_plan_id_frozen_with of public.item', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.item') AND tgname = 'item_plan_id_frozen_with' AND NOT tgisinternal)),
            ('trigger item_plan_id_requires of public.item', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.item') AND tgname = 'item_plan_id_requires' AND NOT tgisinternal)),
            ('trigger plan_frozen of public.project', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.project') AND tgname = 'plan_frozen' AND NOT tgisinternal)),
            ('trigger plan_immutable of public.project', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.project') AND tgname = 'plan_immutable' AND NOT tgisinternal)),
            ('trigger plan_state_lifecycle of public.project', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.project') AND tgname = 'plan_state_lifecycle' AND NOT tgisinternal))
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

-- 06.010  undone: create trigger function public.item_plan_id_requires
CREATE FUNCTION public.item_plan_id_requires() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    state pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT (NEW.project_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.project whose status is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;

-- 06.009  undone: create trigger function public.item_plan_id_frozen_with
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
            CASE WHEN NEW.project_id IS DISTINCT FROM OLD.project_id THEN 'project_id' END,
            CASE WHEN NEW.text IS DISTINCT FROM OLD.text THEN 'text' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.project_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for status of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
        SELECT parent.status INTO state FROM public.project AS parent
         WHERE parent.id = OLD.project_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for status of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_frozen_with() FROM PUBLIC;

-- 06.008  undone: create trigger function public.plan_state_lifecycle
CREATE FUNCTION public.plan_state_lifecycle() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('DRAFT') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.project does not begin with status ' || NEW.status,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('DRAFT', 'ACTIVE'), ('ACTIVE', 'CLOSED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.project does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: DRAFT to ACTIVE; ACTIVE to CLOSED.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_state_lifecycle() FROM PUBLIC;

-- 06.007  undone: create trigger function public.plan_immutable
CREATE FUNCTION public.plan_immutable() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.holder IS DISTINCT FROM OLD.holder THEN 'holder' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.project: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_immutable() FROM PUBLIC;

-- 06.006  undone: create trigger function public.plan_frozen
CREATE FUNCTION public.plan_frozen() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.status IN ('DRAFT') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.holder IS DISTINCT FROM OLD.holder THEN 'holder' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.project is frozen, for its status is ' || OLD.status,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.plan_frozen() FROM PUBLIC;

-- 06.005  undone: create trigger item_plan_id_requires of public.item
CREATE TRIGGER item_plan_id_requires
    AFTER INSERT OR UPDATE ON public.item
    FOR EACH ROW EXECUTE FUNCTION public.item_plan_id_requires();

-- 06.004  undone: create trigger item_plan_id_frozen_with of public.item
CREATE TRIGGER item_plan_id_frozen_with
    AFTER INSERT OR UPDATE OR DELETE ON public.item
    FOR EACH ROW EXECUTE FUNCTION public.item_plan_id_frozen_with();

-- 06.003  undone: create trigger plan_state_lifecycle of public.project
CREATE TRIGGER plan_state_lifecycle
    AFTER INSERT OR UPDATE ON public.project
    FOR EACH ROW EXECUTE FUNCTION public.plan_state_lifecycle();

-- 06.002  undone: create trigger plan_immutable of public.project
CREATE TRIGGER plan_immutable
    AFTER UPDATE ON public.project
    FOR EACH ROW EXECUTE FUNCTION public.plan_immutable();

-- 06.001  undone: create trigger plan_frozen of public.project
CREATE TRIGGER plan_frozen
    AFTER UPDATE OR DELETE ON public.project
    FOR EACH ROW EXECUTE FUNCTION public.plan_frozen();

-- 04.010  undone: drop trigger item_project_id_requires of public.item
DROP TRIGGER item_project_id_requires ON public.item;

-- 04.009  undone: drop trigger function public.item_project_id_requires
DROP FUNCTION public.item_project_id_requires();

-- 04.008  undone: drop trigger item_project_id_frozen_with of public.item
DROP TRIGGER item_project_id_frozen_with ON public.item;

-- 04.007  undone: drop trigger function public.item_project_id_frozen_with
DROP FUNCTION public.item_project_id_frozen_with();

-- 04.006  undone: drop trigger project_status_lifecycle of public.project
DROP TRIGGER project_status_lifecycle ON public.project;

-- 04.005  undone: drop trigger function public.project_status_lifecycle
DROP FUNCTION public.project_status_lifecycle();

-- 04.004  undone: drop trigger project_immutable of public.project
DROP TRIGGER project_immutable ON public.project;

-- 04.003  undone: drop trigger function public.project_immutable
DROP FUNCTION public.project_immutable();

-- 04.002  undone: drop trigger project_frozen of public.project
DROP TRIGGER project_frozen ON public.project;

-- 04.001  undone: drop trigger function public.project_frozen
DROP FUNCTION public.project_frozen();

-- 03.002  undone: comment on table public.item and what belongs to it
COMMENT ON TABLE public.item IS 'One item of a plan.';

-- 03.001  undone: comment on table public.project and what belongs to it
COMMENT ON TABLE public.project IS 'A plan.';

-- 02.010  undone: name the NOT NULLs of public.project after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'title', 'project_title_not_null', 'plan_title_not_null'),
            (1, 'holder', 'project_holder_not_null', 'plan_owner_not_null'),
            (2, 'status', 'project_status_not_null', 'plan_state_not_null'),
            (3, 'id', 'project_id_not_null', 'plan_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.project') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.project') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.project')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.project RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.009  undone: name the NOT NULLs of public.item after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'project_id', 'item_project_id_not_null', 'item_plan_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.item') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.item') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.item')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.item RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.008  undone: rename constraint project_status_check of public.project to plan_state_check
ALTER TABLE public.project
    RENAME CONSTRAINT project_status_check TO plan_state_check;

-- 02.007  undone: rename constraint project_pkey of public.project to plan_pkey
ALTER TABLE public.project
    RENAME CONSTRAINT project_pkey TO plan_pkey;

-- 02.006  undone: rename index item_project_id_idx of public.item to item_plan_id_idx
ALTER INDEX public.item_project_id_idx
    RENAME TO item_plan_id_idx;

-- 02.005  undone: rename constraint item_project_id_fkey of public.item to item_plan_id_fkey
ALTER TABLE public.item
    RENAME CONSTRAINT item_project_id_fkey TO item_plan_id_fkey;

-- 02.004  undone: rename column holder of public.project to owner
ALTER TABLE public.project
    RENAME COLUMN holder TO owner;
CREATE OR REPLACE FUNCTION public.plan_frozen() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.status IN ('DRAFT') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.project is frozen, for its status is ' || OLD.status,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.plan_frozen() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_immutable() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.project: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_immutable() FROM PUBLIC;

-- 02.003  undone: rename column status of public.project to state
ALTER TABLE public.project
    RENAME COLUMN status TO state;
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
            CASE WHEN NEW.project_id IS DISTINCT FROM OLD.project_id THEN 'project_id' END,
            CASE WHEN NEW.text IS DISTINCT FROM OLD.text THEN 'text' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.project_id IS NOT NULL THEN
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = OLD.project_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_frozen_with() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.item_plan_id_requires() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET row_security = off SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    state pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT (NEW.project_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (NEW.project_id IS DISTINCT FROM OLD.project_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.project_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.project whose state is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_frozen() RETURNS trigger
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
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.project is frozen, for its state is ' || OLD.state,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$;
REVOKE ALL ON FUNCTION public.plan_frozen() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_state_lifecycle() RETURNS trigger
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
            MESSAGE = 'a row of public.project does not begin with state ' || NEW.state,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state OR (OLD.state, NEW.state) IN (('DRAFT', 'ACTIVE'), ('ACTIVE', 'CLOSED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'state',
            MESSAGE = 'a row of public.project does not go from state ' || OLD.state || ' to ' || NEW.state,
            HINT = 'Declared: DRAFT to ACTIVE; ACTIVE to CLOSED.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_state_lifecycle() FROM PUBLIC;

-- 02.002  undone: rename column project_id of public.item to plan_id
ALTER TABLE public.item
    RENAME COLUMN project_id TO plan_id;
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
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.plan_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.plan_id IS DISTINCT FROM OLD.plan_id) THEN
        SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = OLD.plan_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.item is frozen, for state of public.project is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_frozen_with() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.item_plan_id_requires() RETURNS trigger
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
    SELECT parent.state INTO state FROM public.project AS parent
         WHERE parent.id = NEW.plan_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.project whose state is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;

-- 02.001  undone: rename table public.project to plan
ALTER TABLE public.project
    RENAME TO plan;
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
CREATE OR REPLACE FUNCTION public.item_plan_id_requires() RETURNS trigger
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
    IF state IS NULL OR state NOT IN ('DRAFT', 'ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.item needs one of public.plan whose state is DRAFT or ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.item_plan_id_requires() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_frozen() RETURNS trigger
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
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END,
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
CREATE OR REPLACE FUNCTION public.plan_immutable() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'owner' END);
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
REVOKE ALL ON FUNCTION public.plan_immutable() FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.plan_state_lifecycle() RETURNS trigger
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
