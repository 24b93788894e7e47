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

-- 02.001  create domain public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 02.001 (no locks)
CREATE DOMAIN public.email AS text
    CONSTRAINT email_check CHECK (VALUE ~ '@');

-- 02.002  add column email to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction
-- from    T::email · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN email public.email;

---- 03_finish.sql

-- 03.001  comment on public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: with public.email
COMMENT ON TYPE public.email IS 'An address for letters over the wire.';

---- 04_verify.sql

-- 04.001  verify 2 facts in the catalog
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
            ('column public.users.email', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'email' AND NOT attisdropped)),
            ('type public.email', pg_catalog.to_regtype('public.email') IS NOT NULL)
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

-- 02.002  undone: drop column email of public.users
ALTER TABLE public.users
    DROP COLUMN email;

-- 02.001  undone: drop type public.email
DROP TYPE public.email;
