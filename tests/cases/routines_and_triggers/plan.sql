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

-- 02.001  create routine public.forget(integer, text[])
-- locks   none
-- scan    none · own transaction
-- from    routine public.forget(int, text[]) · undo: rollback.sql 02.001 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE PROCEDURE public.forget(IN one integer, VARIADIC others text[])
            LANGUAGE plpgsql AS $body$BEGIN DELETE FROM public.events; END$body$;
COMMIT;

-- 02.002  create routine public.is_email(text)
-- locks   none
-- scan    none · own transaction
-- from    routine public.is_email(text) · undo: rollback.sql 02.002 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.is_email(value text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT value ~ ''@''';
COMMIT;

-- 02.003  create routine public.tell()
-- locks   none
-- scan    none · own transaction
-- from    routine public.tell() · undo: rollback.sql 02.003 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
COMMIT;

-- 02.004  create routine public.touch()
-- locks   none
-- scan    none · own transaction
-- from    routine public.touch() · undo: rollback.sql 02.004 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN NEW.changed_at := now(); RETURN NEW; END';
COMMIT;

-- 02.005  create table public.events
-- locks   public.events: new in this migration
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
CREATE TABLE public.events (
    id bigint NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id)
);

-- 02.006  create routine public.label(public.users)
-- locks   none
-- scan    none · own transaction
-- from    routine public.label(public.users) · undo: rollback.sql 02.006 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.label(public.users) RETURNS text
            LANGUAGE sql STABLE AS $$SELECT $1.email$$;
COMMIT;

---- 03_audit.sql

-- 03.001  look for rows of public.users that violate email_is_one
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.users
     WHERE (public.is_email(email)) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (public.is_email(email)) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint email_is_one of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 04_add_not_valid.sql

-- 04.001  add check email_is_one to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check email_is_one · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT email_is_one
    CHECK (public.is_email(email))
    NOT VALID;

---- 05_validate.sql

-- 05.001  validate check email_is_one
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::check email_is_one · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT email_is_one;

---- 06_finish.sql

-- 06.001  comment on table public.events and what belongs to it
-- locks   public.events: new in this migration
-- scan    none · own transaction
-- from    Event · undo: with public.events
COMMENT ON TABLE public.events IS 'An event.';

---- 07_enforce.sql

-- 07.001  create trigger told of public.events
-- locks   public.events: new in this migration
-- scan    none · own transaction
-- from    Event::trigger told · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE)
CREATE TRIGGER told AFTER INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION public.tell();

-- 07.002  create trigger told of public.users
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::trigger told · undo: rollback.sql 07.002 (ACCESS EXCLUSIVE)
BEGIN;
CREATE TRIGGER told AFTER DELETE OR TRUNCATE ON public.users FOR EACH STATEMENT EXECUTE FUNCTION public.tell('it''s', 'gone');
COMMENT ON TRIGGER told ON public.users IS 'Tells.';
COMMIT;

-- 07.003  create trigger touch of public.users
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::trigger touch · undo: rollback.sql 07.003 (ACCESS EXCLUSIVE)
CREATE TRIGGER touch BEFORE UPDATE OF email ON public.users FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION public.touch();

---- 08_verify.sql

-- 08.001  verify 10 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT 'constraint ' || name || ' of ' || table_name FROM (VALUES
            ('public.users', 'email_is_one', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('routine public.forget(integer, text[])', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.forget(integer, text[])')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'f465541d3c0f15d243fed497eb27b7698965ac207e931fdf246c7122ffb6446c')),
            ('routine public.is_email(text)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.is_email(text)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '9034e3c32bb1c8605eeb51b034bf74c3f6c695f75542ef8eb189c6b26267dd35')),
            ('routine public.label(public.users)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.label(public.users)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '5078aa565e468962bd46d1b4a46996b8214e57563f88fe623a9503d3b6e44ceb')),
            ('routine public.tell()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.tell()')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '320b2a06125159fbebb4bc53f52697095d51a37f141de2189f4b78f45ad38ad7')),
            ('routine public.touch()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.touch()')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'e300b6d3ab14889ee6dc9a177434dc2789ab53a84b5a4459612e0deb32497d7b')),
            ('table public.events', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events') AND relkind IN ('r', 'p'))),
            ('trigger told of public.events', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'told' AND NOT tgisinternal AND tgtype = 5 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger told of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'told' AND NOT tgisinternal AND tgtype = 40 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM 'Tells.')),
            ('trigger touch of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'touch' AND NOT tgisinternal AND tgtype = 19 AND tgenabled = 'O'
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

---- rollback.sql

-- 07.003  undone: drop trigger touch of public.users
DROP TRIGGER touch ON public.users;

-- 07.002  undone: drop trigger told of public.users
DROP TRIGGER told ON public.users;

-- 07.001  undone: drop trigger told of public.events
DROP TRIGGER told ON public.events;

-- 04.001  undone: drop constraint email_is_one of public.users
ALTER TABLE public.users
    DROP CONSTRAINT email_is_one;

-- 02.006  undone: drop routine public.label(public.users)
DROP ROUTINE public.label(public.users);

-- 02.005  undone: drop table public.events
DROP TABLE public.events;

-- 02.004  undone: drop routine public.touch()
DROP ROUTINE public.touch();

-- 02.003  undone: drop routine public.tell()
DROP ROUTINE public.tell();

-- 02.002  undone: drop routine public.is_email(text)
DROP ROUTINE public.is_email(text);

-- 02.001  undone: drop routine public.forget(integer, text[])
DROP ROUTINE public.forget(integer, text[]);
