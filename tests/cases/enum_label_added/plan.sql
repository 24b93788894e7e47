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

---- 02_create.sql

-- 02.001  add value 'first' to public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: none, PostgreSQL takes no value of public.mood away
ALTER TYPE public.mood ADD VALUE 'first' BEFORE 'sad';

-- 02.002  add value 'second' to public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: none, PostgreSQL takes no value of public.mood away
ALTER TYPE public.mood ADD VALUE 'second' AFTER 'first';

-- 02.003  add value 'so_so' to public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: none, PostgreSQL takes no value of public.mood away
ALTER TYPE public.mood ADD VALUE 'so_so' AFTER 'sad';

-- 02.004  add value 'happy' to public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: none, PostgreSQL takes no value of public.mood away
ALTER TYPE public.mood ADD VALUE 'happy';

-- 02.005  add value 'happiest' to public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: none, PostgreSQL takes no value of public.mood away
ALTER TYPE public.mood ADD VALUE 'happiest';

-- 02.006  add column before to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::before · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN before public.mood DEFAULT 'first' NOT NULL;

-- 02.007  set the default of mood of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::mood · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN mood SET DEFAULT 'happy';

---- 03_verify.sql

-- 03.001  verify 7 facts in the catalog
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
            ('column public.users.before', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'before' AND NOT attisdropped)),
            ('default of public.users.mood', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'mood' AND NOT attisdropped AND atthasdef = true)),
            ('label ''first'' of public.mood', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.mood') AND enumlabel = 'first')),
            ('label ''happiest'' of public.mood', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.mood') AND enumlabel = 'happiest')),
            ('label ''happy'' of public.mood', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.mood') AND enumlabel = 'happy')),
            ('label ''second'' of public.mood', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.mood') AND enumlabel = 'second')),
            ('label ''so_so'' of public.mood', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.mood') AND enumlabel = 'so_so'))
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

-- 02.001  irreversible: PostgreSQL takes no value of public.mood away

-- 02.002  irreversible: PostgreSQL takes no value of public.mood away

-- 02.003  irreversible: PostgreSQL takes no value of public.mood away

-- 02.004  irreversible: PostgreSQL takes no value of public.mood away

-- 02.005  irreversible: PostgreSQL takes no value of public.mood away

-- 02.007  undone: set the default of mood of public.users
ALTER TABLE public.users
    ALTER COLUMN mood SET DEFAULT 'sad';

-- 02.006  undone: drop column before of public.users
ALTER TABLE public.users
    DROP COLUMN before;
