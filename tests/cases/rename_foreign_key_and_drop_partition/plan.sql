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
            ('public.events_a'),
            ('public.events_b')) AS needed (name)
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

-- 02.001  rename constraint made_by of public.events to of_user
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::user_id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT made_by TO of_user;

-- 02.002  rename constraint made_by of public.events_a to of_user
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    RENAME CONSTRAINT made_by TO of_user;

-- 02.003  rename constraint made_by of public.events_b to of_user
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b
    RENAME CONSTRAINT made_by TO of_user;

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
            ('constraint made_by of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'made_by')),
            ('constraint made_by of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_a') AND conname = 'made_by')),
            ('constraint made_by of public.events_b', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b') AND conname = 'made_by'))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 04_drop.sql

-- 04.001  detach partition public.events_b of public.events, concurrently
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait); public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    none, the rows of public.events_b are gone
ALTER TABLE public.events
    DETACH PARTITION public.events_b CONCURRENTLY;

-- 04.002  drop foreign key of_user of public.events_b
-- locks   public.events_b, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.events_b are gone
ALTER TABLE public.events_b
    DROP CONSTRAINT of_user;

-- 04.003  drop table public.events_b
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.events_b are gone
DROP TABLE public.events_b;

---- 05_verify.sql

-- 05.001  verify 3 facts in the catalog
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
            ('constraint of_user of public.events_b', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b') AND conname = 'of_user')),
            ('partition public.events_b of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_b') AND inhparent = pg_catalog.to_regclass('public.events'))),
            ('table public.events_b', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b') AND relkind IN ('r', 'p')))
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

-- 04.001  irreversible: the rows of public.events_b are gone

-- 04.002  irreversible: the rows of public.events_b are gone

-- 04.003  irreversible: the rows of public.events_b are gone

-- 02.003  undone: rename constraint of_user of public.events_b to made_by
ALTER TABLE public.events_b
    RENAME CONSTRAINT of_user TO made_by;

-- 02.002  undone: rename constraint of_user of public.events_a to made_by
ALTER TABLE public.events_a
    RENAME CONSTRAINT of_user TO made_by;

-- 02.001  undone: rename constraint of_user of public.events to made_by
ALTER TABLE public.events
    RENAME CONSTRAINT of_user TO made_by;
