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

---- 02_drop.sql

-- 02.001  drop constraint users_pkey of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_pkey;

-- 02.002  let id of public.users be null
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::id · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN id DROP NOT NULL;

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
            ('constraint users_pkey of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_pkey')),
            ('not null of public.users.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'id' AND NOT attisdropped AND attnotnull = false))
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

-- 02.002  undone: add check users_id_not_null_check to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT users_id_not_null_check
    CHECK (id IS NOT NULL)
    NOT VALID;

-- 02.002  undone: validate check users_id_not_null_check
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_id_not_null_check;

-- 02.002  undone: set id of public.users not null, as its validated check proves
ALTER TABLE public.users
    ALTER COLUMN id SET NOT NULL;

-- 02.002  undone: drop constraint users_id_not_null_check of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_id_not_null_check;

-- 02.001  undone: create unique index users_pkey on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_pkey
    ON public.users (id);

-- 02.001  undone: make index users_pkey the primary key users_pkey of public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;
