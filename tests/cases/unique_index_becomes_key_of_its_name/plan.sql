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

---- 02_key.sql

-- 02.001  make index users_email_key the unique users_email_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::email · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;

-- 02.002  make index users_nickname_key the unique users_nickname_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::nickname · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_nickname_key UNIQUE USING INDEX users_nickname_key;

-- 02.003  make index users_pkey the primary key users_pkey of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;

---- 03_finish.sql

-- 03.001  comment on table public.users and what belongs to it
-- locks   public.users_email_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON INDEX public.users_email_key IS NULL;

---- 04_verify.sql

-- 04.001  verify 3 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT 'constraint ' || name || ' of ' || table_name FROM (VALUES
            ('public.users', 'users_email_key', 'u', 'UNIQUE (email)'),
            ('public.users', 'users_nickname_key', 'u', 'UNIQUE NULLS NOT DISTINCT (nickname)'),
            ('public.users', 'users_pkey', 'p', 'PRIMARY KEY (id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 03.001  undone: comment on table public.users and what belongs to it
COMMENT ON INDEX public.users_email_key IS 'For signing in.';

-- 02.003  undone: drop constraint users_pkey of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_pkey;

-- 02.003  undone: create unique index users_pkey on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_pkey
    ON public.users (id);

-- 02.002  undone: drop constraint users_nickname_key of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_nickname_key;

-- 02.002  undone: create unique index users_nickname_key on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_nickname_key
    ON public.users (nickname) NULLS NOT DISTINCT;

-- 02.001  undone: drop constraint users_email_key of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_email_key;

-- 02.001  undone: create unique index users_email_key on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_email_key
    ON public.users (email);

-- 02.001  undone: comment on table public.users and what belongs to it
COMMENT ON INDEX public.users_email_key IS 'For signing in.';
