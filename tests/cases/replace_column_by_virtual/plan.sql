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

-- 02.001  replace column plain of public.users by a virtual generated one
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::plain · undo: none, the values that public.users.plain held before it was computed are gone
ALTER TABLE public.users
    DROP COLUMN plain,
    ADD COLUMN plain integer GENERATED ALWAYS AS (price * 3) VIRTUAL;

-- 02.002  replace column stored of public.users by a virtual generated one
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::stored · undo: none, PostgreSQL would put public.users.stored behind all other columns again
ALTER TABLE public.users
    DROP COLUMN stored,
    ADD COLUMN stored integer GENERATED ALWAYS AS (price * 2) VIRTUAL;

-- 02.003  replace column needed of public.users by a virtual generated one
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::needed · undo: none, PostgreSQL would put public.users.needed behind all other columns again
ALTER TABLE public.users
    DROP COLUMN needed,
    ADD COLUMN needed integer GENERATED ALWAYS AS (price * 2) VIRTUAL NOT NULL;

-- 02.004  replace column computed of public.users by a stored generated one
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::computed · undo: none, PostgreSQL would put public.users.computed behind all other columns again
ALTER TABLE public.users
    DROP COLUMN computed,
    ADD COLUMN computed integer GENERATED ALWAYS AS (price * 2) STORED;

---- 03_verify.sql

-- 03.001  verify 4 facts in the catalog
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
            ('expression of public.users.computed', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'computed' AND NOT attisdropped AND attgenerated = 's')),
            ('expression of public.users.needed', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'needed' AND NOT attisdropped AND attgenerated = 'v')),
            ('expression of public.users.plain', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'plain' AND NOT attisdropped AND attgenerated = 'v')),
            ('expression of public.users.stored', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'stored' AND NOT attisdropped AND attgenerated = 'v'))
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

-- 02.001  irreversible: the values that public.users.plain held before it was computed are gone

-- 02.002  irreversible: PostgreSQL would put public.users.stored behind all other columns again

-- 02.003  irreversible: PostgreSQL would put public.users.needed behind all other columns again

-- 02.004  irreversible: PostgreSQL would put public.users.computed behind all other columns again
