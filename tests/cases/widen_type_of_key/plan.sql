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
        SELECT 'ownership of ' || name FROM (VALUES ('public.places'),
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

-- 02.001  change the type of code of public.places to character varying(20)
-- locks   public.places, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Place::code · undo: none, to give public.places.code back the type character varying(10) takes a migration that reads or writes every row while all wait
ALTER TABLE public.places
    ALTER COLUMN code TYPE character varying(20);

-- 02.002  change the type of place of public.users to character varying(20)
-- locks   public.places, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::place · undo: none, to give public.users.place back the type character varying(10) takes a migration that reads or writes every row while all wait
ALTER TABLE public.users
    ALTER COLUMN place TYPE character varying(20);

---- 03_verify.sql

-- 03.001  verify 2 facts in the catalog
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
            ('type of public.places.code', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.places') AND attname = 'code' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(20)'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.users.place', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'place' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(20)'
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

---- rollback.sql

-- 02.001  irreversible: to give public.places.code back the type character varying(10) takes a migration that reads or writes every row while all wait

-- 02.002  irreversible: to give public.users.place back the type character varying(10) takes a migration that reads or writes every row while all wait
