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
        SELECT 'ownership of ' || name FROM (VALUES ('public.numbers')) AS needed (name)
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

-- 02.001  rename sequence public.numbers to "Numbers"
-- locks   public.numbers: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    schema!: sequence Numbers · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.numbers
    RENAME TO "Numbers";

-- 02.002  rename type public.state to condition
-- locks   none
-- scan    none · own transaction
-- from    Condition · undo: rollback.sql 02.002 (no locks)
ALTER TYPE public.state
    RENAME TO condition;

-- 02.003  rename type public.last to latest
-- locks   none
-- scan    none · own transaction
-- from    Latest · undo: rollback.sql 02.003 (no locks)
ALTER TYPE public.last
    RENAME TO latest;

-- 02.004  rename type public.place to address
-- locks   public.place: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.numbers wait for these locks too
-- from    Address · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TYPE public.place
    RENAME TO address;

-- 02.005  rename value 'Open' of public.condition to 'It is open'
-- locks   none
-- scan    none · own transaction
-- from    Condition · undo: rollback.sql 02.005 (no locks)
ALTER TYPE public.condition
    RENAME VALUE 'Open' TO 'It is open';

-- 02.006  rename attribute town of public.address to city
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.place wait for these locks too
-- from    Address · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TYPE public.address
    RENAME ATTRIBUTE town TO city;

-- 02.007  rename check last_check of domain public.latest to latest_check
-- locks   none
-- scan    none · own transaction
-- from    Latest · undo: rollback.sql 02.007 (no locks)
ALTER DOMAIN public.latest
    RENAME CONSTRAINT last_check TO latest_check;

-- 02.008  add value 'New' to public.condition
-- locks   none
-- scan    none · own transaction
-- from    Condition · undo: none, PostgreSQL takes no value of public.condition away
ALTER TYPE public.condition ADD VALUE 'New' BEFORE 'It is open';

---- 03_verify.sql

-- 03.001  verify 8 facts in the catalog
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
            ('column public.address.city', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.address') AND attname = 'city' AND NOT attisdropped)),
            ('constraint last_check of public.latest', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.latest') AND conname = 'last_check')),
            ('label ''It is open'' of public.condition', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.condition') AND enumlabel = 'It is open')),
            ('label ''New'' of public.condition', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.condition') AND enumlabel = 'New')),
            ('sequence public."Numbers"', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public."Numbers"') AND relkind = 'S')),
            ('type public.address', pg_catalog.to_regtype('public.address') IS NOT NULL),
            ('type public.condition', pg_catalog.to_regtype('public.condition') IS NOT NULL),
            ('type public.latest', pg_catalog.to_regtype('public.latest') IS NOT NULL)
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

-- 02.008  irreversible: PostgreSQL takes no value of public.condition away

-- 02.007  undone: rename check latest_check of domain public.latest to last_check
ALTER DOMAIN public.latest
    RENAME CONSTRAINT latest_check TO last_check;

-- 02.006  undone: rename attribute city of public.address to town
ALTER TYPE public.address
    RENAME ATTRIBUTE city TO town;

-- 02.005  undone: rename value 'It is open' of public.condition to 'Open'
ALTER TYPE public.condition
    RENAME VALUE 'It is open' TO 'Open';

-- 02.004  undone: rename type public.address to place
ALTER TYPE public.address
    RENAME TO place;

-- 02.003  undone: rename type public.latest to last
ALTER TYPE public.latest
    RENAME TO last;

-- 02.002  undone: rename type public.condition to state
ALTER TYPE public.condition
    RENAME TO state;

-- 02.001  undone: rename sequence public."Numbers" to numbers
ALTER SEQUENCE public."Numbers"
    RENAME TO numbers;
