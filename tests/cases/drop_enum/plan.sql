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

-- 02.001  change the type of state of public.users to text
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction
-- from    T::state · undo: none, the values of public.users.state cannot become public.state again
ALTER TABLE public.users
    ALTER COLUMN state TYPE text;

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
            ('type of public.users.state', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'state' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'text'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid)))
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

-- 04.001  drop column mood of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the values of public.users.mood are gone
ALTER TABLE public.users
    DROP COLUMN mood;

-- 04.002  drop type public.state
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 04.002 (no locks)
DROP TYPE public.state;

-- 04.003  drop type public.mood
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 04.003 (no locks)
DROP TYPE public.mood;

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
            ('column public.users.mood', NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'mood' AND NOT attisdropped)),
            ('type public.mood', pg_catalog.to_regtype('public.mood') IS NULL),
            ('type public.state', pg_catalog.to_regtype('public.state') IS NULL)
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

-- 02.001  irreversible: the values of public.users.state cannot become public.state again

-- 04.001  irreversible: the values of public.users.mood are gone

-- 04.003  undone: create enum public.mood
CREATE TYPE public.mood AS ENUM (
    'sad',
    'fair'
);

-- 04.003  undone: comment on public.mood
COMMENT ON TYPE public.mood IS 'How somebody feels.';

-- 04.002  undone: create enum public.state
CREATE TYPE public.state AS ENUM (
    'OPEN',
    'SHUT'
);
