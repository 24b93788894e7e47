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

---- 02_index.sql

-- 02.001  create unique index users_login_new on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::(tenant, email) · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_login_new
    ON public.users (tenant, email);

---- 03_key.sql

-- 03.001  make index users_login_new the unique users_login_new of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::(tenant, email) · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_login_new UNIQUE USING INDEX users_login_new;

---- 04_finish.sql

-- 04.001  drop constraint users_login of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::(tenant, email) · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_login;

-- 04.002  rename constraint users_login_new of public.users to users_login
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::(tenant, email) · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_login_new TO users_login;

---- 05_verify.sql

-- 05.001  verify 3 facts in the catalog
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
            ('public.users', 'users_login', 'u', 'UNIQUE (tenant, email)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_login', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint users_login_new of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_login_new'))
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

-- 04.002  undone: rename constraint users_login of public.users to users_login_new
ALTER TABLE public.users
    RENAME CONSTRAINT users_login TO users_login_new;

-- 04.001  undone: create unique index users_login on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_login
    ON public.users (email);

-- 04.001  undone: make index users_login the unique users_login of public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_login UNIQUE USING INDEX users_login;

-- 04.001  undone: comment on table public.users and what belongs to it
COMMENT ON CONSTRAINT users_login ON public.users IS 'For signing in.';

-- 03.001  undone: drop constraint users_login_new of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_login_new;
