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

-- 02.001  rename index six of public.users to seven
-- locks   public.six: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User::index on c · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.six
    RENAME TO seven;

-- 02.002  rename index three of public.events to six
-- locks   public.three: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on c · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.three
    RENAME TO six;

-- 02.003  rename constraint one of public.events to five_new
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT one TO five_new;

-- 02.004  rename index four of public.users to one
-- locks   public.four: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User::index on a · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.four
    RENAME TO one;

-- 02.005  rename index two of public.events to four
-- locks   public.two: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on a · undo: rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.two
    RENAME TO four;

-- 02.006  rename index five of public.users to two
-- locks   public.five: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User::index on b · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.five
    RENAME TO two;

-- 02.007  rename constraint five_new of public.events to five
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::b · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT five_new TO five;

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
            ('constraint five_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'five_new')),
            ('constraint one of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'one')),
            ('index public.three', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.three') AND relkind IN ('i', 'I')))
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

-- 02.007  undone: rename constraint five of public.events to five_new
ALTER TABLE public.events
    RENAME CONSTRAINT five TO five_new;

-- 02.006  undone: rename index two of public.users to five
ALTER INDEX public.two
    RENAME TO five;

-- 02.005  undone: rename index four of public.events to two
ALTER INDEX public.four
    RENAME TO two;

-- 02.004  undone: rename index one of public.users to four
ALTER INDEX public.one
    RENAME TO four;

-- 02.003  undone: rename constraint five_new of public.events to one
ALTER TABLE public.events
    RENAME CONSTRAINT five_new TO one;

-- 02.002  undone: rename index six of public.events to three
ALTER INDEX public.six
    RENAME TO three;

-- 02.001  undone: rename index seven of public.users to six
ALTER INDEX public.seven
    RENAME TO six;
