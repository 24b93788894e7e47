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

---- 02_create.sql

-- 02.001  replace routine public.is_email(text), whose results so far stay in constraint public.users.email_is_one: build or write these anew where they differ
-- locks   none
-- scan    none · own transaction
-- from    routine public.is_email(text) · undo: rollback.sql 02.001 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.is_email(value text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT value ~ ''^.+@.+$''';
COMMENT ON ROUTINE public.is_email(text) IS NULL;
COMMIT;

-- 02.002  drop routine public.label(public.users), and create it anew with other privileges
-- locks   none
-- scan    none · own transaction
-- from    routine public.label(public.users) · undo: rollback.sql 02.002 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
DROP ROUTINE public.label(public.users);
CREATE FUNCTION public.label(public.users) RETURNS varchar
            LANGUAGE sql STABLE AS $$SELECT $1.email$$;
COMMIT;

-- 02.003  replace routine public.touch()
-- locks   none
-- scan    none · own transaction
-- from    routine public.touch() · undo: rollback.sql 02.003 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN NEW.changed_at := clock_timestamp(); RETURN NEW; END';
COMMENT ON ROUTINE public.touch() IS NULL;
COMMIT;

---- 03_finish.sql

-- 03.001  comment on table public.users and what belongs to it
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    User · undo: rollback.sql 03.001 (ACCESS SHARE)
COMMENT ON TRIGGER told ON public.users IS 'Tells of it.';

---- 04_enforce.sql

-- 04.001  replace trigger touch of public.users
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::trigger touch · undo: rollback.sql 04.001 (SHARE ROW EXCLUSIVE)
BEGIN;
CREATE OR REPLACE TRIGGER touch BEFORE INSERT OR UPDATE OF email ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE public.users ENABLE TRIGGER touch;
COMMENT ON TRIGGER touch ON public.users IS NULL;
COMMIT;

---- 05_verify.sql

-- 05.001  verify 4 facts in the catalog
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
            ('routine public.is_email(text)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.is_email(text)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '4d05a048a449f17ea8eee992d99968e893c92c5305153a134285f768b69ea98f')),
            ('routine public.label(public.users)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.label(public.users)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '5078aa565e468962bd46d1b4a46996b8214e57563f88fe623a9503d3b6e44ceb')),
            ('routine public.touch()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.touch()')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'ed54c29e291e3e7936c383b8f4921d3820cd7e51e50516f104b2565bce0ed553')),
            ('trigger touch of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'touch' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL))
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

-- 06.001  drop trigger told of public.events
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- undo    rollback.sql 06.001 (SHARE ROW EXCLUSIVE)
DROP TRIGGER told ON public.events;

---- 07_verify.sql

-- 07.001  verify 1 fact in the catalog
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
            ('trigger told of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'told' AND NOT tgisinternal))
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

-- 06.001  undone: create trigger told of public.events
CREATE TRIGGER told AFTER INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION public.tell();

-- 04.001  undone: replace trigger touch of public.users
CREATE OR REPLACE TRIGGER touch BEFORE UPDATE OF email ON public.users FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION public.touch();
ALTER TABLE public.users ENABLE TRIGGER touch;
COMMENT ON TRIGGER touch ON public.users IS NULL;

-- 03.001  undone: comment on table public.users and what belongs to it
COMMENT ON TRIGGER told ON public.users IS 'Tells.';

-- 02.003  undone: replace routine public.touch()
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN NEW.changed_at := now(); RETURN NEW; END';
COMMENT ON ROUTINE public.touch() IS NULL;

-- 02.002  undone: drop routine public.label(public.users), and create it anew with other privileges
SET LOCAL check_function_bodies = off;
DROP ROUTINE public.label(public.users);
CREATE FUNCTION public.label(public.users) RETURNS text
            LANGUAGE sql STABLE AS $$SELECT $1.email$$;

-- 02.001  undone: replace routine public.is_email(text), whose results so far stay in constraint public.users.email_is_one: build or write these anew where they differ
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.is_email(value text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT value ~ ''@''';
COMMENT ON ROUTINE public.is_email(text) IS NULL;
