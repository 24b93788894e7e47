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

-- 02.001  create schema doors
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (no locks)
CREATE SCHEMA doors;

-- 02.002  create enum doors."State"
-- locks   none
-- scan    none · own transaction
-- from    State · undo: rollback.sql 02.002 (no locks)
CREATE TYPE doors."State" AS ENUM (
    'OPEN',
    'SHUT'
);

-- 02.003  create enum public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: rollback.sql 02.003 (no locks)
CREATE TYPE public.mood AS ENUM (
    'sad',
    'it''s fair'
);

-- 02.004  create table public.gates
-- locks   public.gates: new in this migration
-- scan    none · own transaction
-- from    Gate · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
CREATE TABLE public.gates (
    id bigint NOT NULL,
    state doors."State" DEFAULT ('OPEN'::doors."State") NOT NULL,
    CONSTRAINT gates_pkey PRIMARY KEY (id)
);

-- 02.005  add column mood to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::mood · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN mood public.mood DEFAULT 'sad' NOT NULL;

-- 02.006  add column moods to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::moods · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN moods public.mood[];

---- 03_finish.sql

-- 03.001  comment on public.mood
-- locks   none
-- scan    none · own transaction
-- from    Mood · undo: with public.mood
COMMENT ON TYPE public.mood IS 'How somebody feels.';

---- 04_verify.sql

-- 04.001  verify 6 facts in the catalog
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
            ('column public.users.mood', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'mood' AND NOT attisdropped)),
            ('column public.users.moods', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'moods' AND NOT attisdropped)),
            ('schema doors', EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'doors')),
            ('table public.gates', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.gates') AND relkind IN ('r', 'p'))),
            ('type doors."State"', pg_catalog.to_regtype('doors."State"') IS NOT NULL),
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

-- 02.006  undone: drop column moods of public.users
ALTER TABLE public.users
    DROP COLUMN moods;

-- 02.005  undone: drop column mood of public.users
ALTER TABLE public.users
    DROP COLUMN mood;

-- 02.004  undone: drop table public.gates
DROP TABLE public.gates;

-- 02.003  undone: drop type public.mood
DROP TYPE public.mood;

-- 02.002  undone: drop type doors."State"
DROP TYPE doors."State";

-- 02.001  undone: drop schema doors
DROP SCHEMA doors;
