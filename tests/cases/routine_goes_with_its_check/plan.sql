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

---- 02_drop.sql

-- 02.001  drop constraint age_fits of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT age_fits;

-- 02.002  drop index users_email_spelled of public.users, concurrently
-- locks   public.users, public.users_email_spelled: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.users_email_spelled;

-- 02.003  drop routine public.spelled(text)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (no locks)
DROP ROUTINE public.spelled(text);

-- 02.004  drop routine public.fits(integer)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.004 (no locks)
DROP ROUTINE public.fits(integer);

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
            ('constraint age_fits of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'age_fits')),
            ('index public.users_email_spelled', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_email_spelled') AND relkind IN ('i', 'I'))),
            ('routine public.fits(integer)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.fits(integer)'))),
            ('routine public.spelled(text)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.spelled(text)')))
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

-- 02.004  undone: create routine public.fits(integer)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.fits(a int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0';

-- 02.003  undone: create routine public.spelled(text)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.spelled(a text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(a)';

-- 02.002  undone: create unique index users_email_spelled on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_email_spelled
    ON public.users ((public.spelled(email)));

-- 02.001  undone: add check age_fits to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT age_fits
    CHECK (public.fits(age))
    NOT VALID;

-- 02.001  undone: validate check age_fits
ALTER TABLE public.users
    VALIDATE CONSTRAINT age_fits;
