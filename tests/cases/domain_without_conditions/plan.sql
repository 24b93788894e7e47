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

-- 02.001  change the type of name of public.users to text
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::name · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN name TYPE text;

-- 02.002  change the type of age of public.users to integer
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::age · undo: none, to give public.users.age back the type public.age takes a migration that reads or writes every row while all wait
ALTER TABLE public.users
    ALTER COLUMN age TYPE integer;

-- 02.003  change the type of title of public.users to public.name
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::title · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN title TYPE public.name;

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
            ('type of public.users.age', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'age' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'integer'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.users.name', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'name' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'text'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.users.title', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'title' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'public.name'
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

-- 04.001  drop type public.age
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 04.001 (no locks)
DROP TYPE public.age;

---- 05_verify.sql

-- 05.001  verify 1 fact in the catalog
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
            ('type public.age', pg_catalog.to_regtype('public.age') IS NULL)
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

-- 02.002  irreversible: to give public.users.age back the type public.age takes a migration that reads or writes every row while all wait

-- 04.001  undone: create domain public.age
CREATE DOMAIN public.age AS integer
    CONSTRAINT positive CHECK (VALUE > 0);

-- 02.003  undone: change the type of title of public.users to text
ALTER TABLE public.users
    ALTER COLUMN title TYPE text;

-- 02.001  undone: change the type of name of public.users to public.name
ALTER TABLE public.users
    ALTER COLUMN name TYPE public.name;
