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

-- 02.001  change the type of name of public.users to character varying(40)
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::name · undo: none, to give public.users.name back the type character varying(20) takes a migration that reads or writes every row while all wait
ALTER TABLE public.users
    ALTER COLUMN name DROP DEFAULT,
    ALTER COLUMN name TYPE character varying(40),
    ALTER COLUMN name SET DEFAULT 'y';

-- 02.002  change the type of price of public.users to numeric(12,2)
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::price · undo: none, to give public.users.price back the type numeric(10,2) takes a migration that reads or writes every row while all wait
ALTER TABLE public.users
    ALTER COLUMN price TYPE numeric(12,2);

-- 02.003  change the type of bits of public.users to bit varying
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::bits · undo: none, to give public.users.bits back the type bit varying(5) takes a migration that reads or writes every row while all wait
ALTER TABLE public.users
    ALTER COLUMN bits TYPE bit varying;

-- 02.004  change the type of at of public.users to timestamp without time zone
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::at · undo: none, the values of public.users.at cannot become timestamp(3) without time zone again
ALTER TABLE public.users
    ALTER COLUMN at TYPE timestamp without time zone;

-- 02.005  change the type of code of public.users to text
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::code · undo: none, to give public.users.code back the type character varying(5) takes a migration that reads or writes every row while all wait
ALTER TABLE public.users
    ALTER COLUMN code TYPE text;

---- 03_verify.sql

-- 03.001  verify 5 facts in the catalog
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
            ('type of public.users.at', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'at' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'timestamp without time zone'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.users.bits', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'bits' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bit varying'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.users.code', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'code' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'text'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.users.name', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'name' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(40)'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.users.price', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'price' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'numeric(12,2)'
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

-- 02.001  irreversible: to give public.users.name back the type character varying(20) takes a migration that reads or writes every row while all wait

-- 02.002  irreversible: to give public.users.price back the type numeric(10,2) takes a migration that reads or writes every row while all wait

-- 02.003  irreversible: to give public.users.bits back the type bit varying(5) takes a migration that reads or writes every row while all wait

-- 02.004  irreversible: the values of public.users.at cannot become timestamp(3) without time zone again

-- 02.005  irreversible: to give public.users.code back the type character varying(5) takes a migration that reads or writes every row while all wait
