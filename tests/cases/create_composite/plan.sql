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

-- 02.001  create composite type public.address
-- locks   none
-- scan    none · own transaction
-- from    Address · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TYPE public.address AS (
    city text,
    zip character varying(10)
);

-- 02.002  create enum public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: rollback.sql 02.002 (no locks)
CREATE TYPE public.mood AS ENUM (
    'sad',
    'fair'
);

-- 02.003  create composite type public."Place"
-- locks   none
-- scan    none · own transaction
-- from    Place · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
CREATE TYPE public."Place" AS (
    "the address" public.address,
    mood public.mood,
    points integer[]
);

-- 02.004  add column place to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::place · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN place public."Place";

---- 03_finish.sql

-- 03.001  comment on public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: with public.mood
COMMENT ON TYPE public.mood IS 'How somebody feels.';

-- 03.002  comment on public."Place"
-- locks   none
-- scan    none · own transaction
-- from    Place · undo: with public."Place"
COMMENT ON TYPE public."Place" IS 'Where something is.';

---- 04_verify.sql

-- 04.001  verify 4 facts in the catalog
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
            ('column public.users.place', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'place' AND NOT attisdropped)),
            ('type public."Place"', pg_catalog.to_regtype('public."Place"') IS NOT NULL),
            ('type public.address', pg_catalog.to_regtype('public.address') IS NOT NULL),
            ('type public.mood', pg_catalog.to_regtype('public.mood') IS NOT NULL)
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

-- 02.004  undone: drop column place of public.users
ALTER TABLE public.users
    DROP COLUMN place;

-- 02.003  undone: drop type public."Place"
DROP TYPE public."Place";

-- 02.002  undone: drop type public.mood
DROP TYPE public.mood;

-- 02.001  undone: drop type public.address
DROP TYPE public.address;
