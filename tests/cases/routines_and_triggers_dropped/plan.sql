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
        SELECT 'ownership of ' || name FROM (VALUES ('public.events'),
            ('public.users')) AS needed (name)
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

-- 02.001  drop trigger told of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (SHARE ROW EXCLUSIVE)
DROP TRIGGER told ON public.users;

-- 02.002  drop trigger touch of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.002 (SHARE ROW EXCLUSIVE)
DROP TRIGGER touch ON public.users;

-- 02.003  drop constraint email_is_one of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT email_is_one;

-- 02.004  drop table public.events
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- undo    none, the rows of public.events are gone
DROP TABLE public.events;

-- 02.005  drop routine public.touch()
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.005 (no locks)
DROP ROUTINE public.touch();

-- 02.006  drop routine public.tell()
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.006 (no locks)
DROP ROUTINE public.tell();

-- 02.007  drop routine public.label(public.users)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.007 (no locks)
DROP ROUTINE public.label(public.users);

-- 02.008  drop routine public.is_email(text)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.008 (no locks)
DROP ROUTINE public.is_email(text);

-- 02.009  drop routine public.forget(integer, text[])
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.009 (no locks)
DROP ROUTINE public.forget(integer, text[]);

---- 03_verify.sql

-- 03.001  verify 9 facts in the catalog
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
            ('constraint email_is_one of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'email_is_one')),
            ('routine public.forget(integer, text[])', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.forget(integer, text[])'))),
            ('routine public.is_email(text)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.is_email(text)'))),
            ('routine public.label(public.users)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = CASE WHEN pg_catalog.to_regtype('public.users') IS NULL THEN NULL ELSE pg_catalog.to_regprocedure('public.label(public.users)') END)),
            ('routine public.tell()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.tell()'))),
            ('routine public.touch()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.touch()'))),
            ('table public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events') AND relkind IN ('r', 'p'))),
            ('trigger told of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'told' AND NOT tgisinternal)),
            ('trigger touch of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'touch' AND NOT tgisinternal))
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

-- 02.004  irreversible: the rows of public.events are gone

-- 02.009  undone: create routine public.forget(integer, text[])
SET LOCAL check_function_bodies = off;
CREATE PROCEDURE public.forget(IN one integer, VARIADIC others text[])
            LANGUAGE plpgsql AS $body$BEGIN DELETE FROM public.events; END$body$;

-- 02.008  undone: create routine public.is_email(text)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.is_email(value text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT value ~ ''@''';

-- 02.007  undone: create routine public.label(public.users)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.label(public.users) RETURNS text
            LANGUAGE sql STABLE AS $$SELECT $1.email$$;

-- 02.006  undone: create routine public.tell()
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';

-- 02.005  undone: create routine public.touch()
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN NEW.changed_at := now(); RETURN NEW; END';

-- 02.003  undone: add check email_is_one to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT email_is_one
    CHECK (public.is_email(email))
    NOT VALID;

-- 02.003  undone: validate check email_is_one
ALTER TABLE public.users
    VALIDATE CONSTRAINT email_is_one;

-- 02.002  undone: create trigger touch of public.users
CREATE TRIGGER touch BEFORE UPDATE OF email ON public.users FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION public.touch();

-- 02.001  undone: create trigger told of public.users
CREATE TRIGGER told AFTER DELETE OR TRUNCATE ON public.users FOR EACH STATEMENT EXECUTE FUNCTION public.tell('it''s', 'gone');
COMMENT ON TRIGGER told ON public.users IS 'Tells.';
