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
        SELECT 'ownership of ' || name FROM (VALUES ('public.users')) AS needed (name)
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

-- 02.001  replace routine public.fits(integer), whose results so far stay in constraint public.users.age_fits: build or write these anew where they differ
-- locks   none
-- scan    none · own transaction
-- from    routine public.fits(int) · undo: none, CREATE OR REPLACE does not make public.fits(integer) what it was, and PostgreSQL refuses to drop it while public.users.age_fits calls it
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.fits(a integer DEFAULT 1) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT a > 0';
COMMENT ON ROUTINE public.fits(integer) IS NULL;
COMMIT;

-- 02.002  add column is_fit to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::is_fit · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN is_fit boolean;

-- 02.003  set the default of is_fit of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::is_fit · undo: with public.users.is_fit
ALTER TABLE public.users
    ALTER COLUMN is_fit SET DEFAULT public.fits();

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
            ('column public.users.is_fit', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'is_fit' AND NOT attisdropped)),
            ('default of public.users.is_fit', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'is_fit' AND NOT attisdropped AND atthasdef = true)),
            ('routine public.fits(integer)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.fits(integer)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '9b848ba1345c68e276d86d201c5db224f7520ed2245587ae2ddfa5faf4d445f0'))
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

-- 02.001  irreversible: CREATE OR REPLACE does not make public.fits(integer) what it was, and PostgreSQL refuses to drop it while public.users.age_fits calls it

-- 02.002  undone: drop column is_fit of public.users
ALTER TABLE public.users
    DROP COLUMN is_fit;
