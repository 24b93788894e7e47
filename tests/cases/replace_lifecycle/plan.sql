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

-- 02.001  replace trigger function public.plan_state_lifecycle
-- locks   none
-- scan    none · own transaction
-- from    Plan::lifecycle(state) · undo: rollback.sql 02.001 (no locks)
BEGIN;
CREATE OR REPLACE FUNCTION public.plan_state_lifecycle() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state IN ('DRAFT', 'ACTIVE') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'state',
            MESSAGE = 'a row of public.plan does not begin with state ' || NEW.state,
            HINT = 'It begins as DRAFT or ACTIVE.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state OR (OLD.state, NEW.state) IN (('DRAFT', 'ACTIVE'), ('DRAFT', 'CLOSED'), ('ACTIVE', 'CLOSED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'state',
            MESSAGE = 'a row of public.plan does not go from state ' || OLD.state || ' to ' || NEW.state,
            HINT = 'Declared: DRAFT to ACTIVE, CLOSED; ACTIVE to CLOSED.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION public.plan_state_lifecycle() FROM PUBLIC;
COMMIT;

---- 03_verify.sql

-- 03.001  verify 1 fact in the catalog
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
            ('function public.plan_state_lifecycle()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.plan_state_lifecycle()') AND prosecdef = false AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
                AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'afff464301bff649bf22e2cb147115ee5f8780e7316241fd4ab20aa1b4afbe51'))
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

-- 02.001  undone: replace trigger function public.plan_state_lifecycle
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
