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

-- 02.001  create schema office
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (no locks)
CREATE SCHEMA office;

-- 02.002  create domain public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 02.002 (no locks)
CREATE DOMAIN public.email AS text COLLATE pg_catalog."C"
    CONSTRAINT email_check CHECK (VALUE ~ '@')
    CONSTRAINT email_short CHECK (length(VALUE) < 200);

-- 02.003  create domain office."a work email"
-- locks   none
-- scan    none · own transaction
-- from    WorkEmail · undo: rollback.sql 02.003 (no locks)
CREATE DOMAIN office."a work email" AS public.email
    NOT NULL;

-- 02.004  create domain public.weight
-- locks   none
-- scan    none · own transaction
-- from    Weight · undo: rollback.sql 02.004 (no locks)
CREATE DOMAIN public.weight AS numeric(8,3)
    DEFAULT (1 + 1);

-- 02.005  create table public.letters
-- locks   public.letters: new in this migration
-- scan    none · own transaction
-- from    Letter · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
CREATE TABLE public.letters (
    id bigint NOT NULL,
    sender office."a work email" NOT NULL,
    receiver public.email,
    copies public.email[],
    weight public.weight,
    CONSTRAINT letters_pkey PRIMARY KEY (id)
);

---- 03_finish.sql

-- 03.001  comment on public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: with public.email
COMMENT ON TYPE public.email IS 'An address for letters over the wire.';

---- 04_verify.sql

-- 04.001  verify 5 facts in the catalog
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
            ('schema office', EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'office')),
            ('table public.letters', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.letters') AND relkind IN ('r', 'p'))),
            ('type office."a work email"', pg_catalog.to_regtype('office."a work email"') IS NOT NULL),
            ('type public.email', pg_catalog.to_regtype('public.email') IS NOT NULL),
            ('type public.weight', pg_catalog.to_regtype('public.weight') IS NOT NULL)
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

-- 02.005  undone: drop table public.letters
DROP TABLE public.letters;

-- 02.004  undone: drop type public.weight
DROP TYPE public.weight;

-- 02.003  undone: drop type office."a work email"
DROP TYPE office."a work email";

-- 02.002  undone: drop type public.email
DROP TYPE public.email;

-- 02.001  undone: drop schema office
DROP SCHEMA office;
