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

-- 01.002  look for rows of public.users that are equal under users_nickname_key_new
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(nickname::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.users
           GROUP BY nickname
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(nickname::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.users
           GROUP BY nickname
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_nickname_key_new of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create unique index users_email_key_new on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::email · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_email_key_new
    ON public.users (email) INCLUDE (nickname);

-- 02.002  create unique index users_nickname_email_key_new on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::(nickname, email) · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_nickname_email_key_new
    ON public.users (nickname, email);

-- 02.003  create unique index users_nickname_key_new on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::nickname · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_nickname_key_new
    ON public.users (nickname) NULLS NOT DISTINCT;

---- 03_key.sql

-- 03.001  make index users_email_key_new the unique users_email_key_new of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::email · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_email_key_new UNIQUE USING INDEX users_email_key_new;

-- 03.002  make index users_nickname_email_key_new the unique users_nickname_email_key_new of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::(nickname, email) · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_nickname_email_key_new UNIQUE USING INDEX users_nickname_email_key_new DEFERRABLE;

-- 03.003  make index users_nickname_key_new the unique users_nickname_key_new of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::nickname · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_nickname_key_new UNIQUE USING INDEX users_nickname_key_new;

---- 04_finish.sql

-- 04.001  drop constraint users_email_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::email · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_email_key;

-- 04.002  rename constraint users_email_key_new of public.users to users_email_key
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::email · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_email_key_new TO users_email_key;

-- 04.003  drop constraint users_nickname_email_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::(nickname, email) · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_nickname_email_key;

-- 04.004  rename constraint users_nickname_email_key_new of public.users to users_nickname_email_key
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::(nickname, email) · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_nickname_email_key_new TO users_nickname_email_key;

-- 04.005  drop constraint users_nickname_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::nickname · undo: rollback.sql 04.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_nickname_key;

-- 04.006  rename constraint users_nickname_key_new of public.users to users_nickname_key
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::nickname · undo: rollback.sql 04.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_nickname_key_new TO users_nickname_key;

---- 05_verify.sql

-- 05.001  verify 9 facts in the catalog
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
            ('public.users', 'users_email_key', 'u', 'UNIQUE (email) INCLUDE (nickname)'),
            ('public.users', 'users_nickname_email_key', 'u', 'UNIQUE (nickname, email) DEFERRABLE'),
            ('public.users', 'users_nickname_key', 'u', 'UNIQUE NULLS NOT DISTINCT (nickname)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_email_key', 'public.users'),
            ('public.users_nickname_email_key', 'public.users'),
            ('public.users_nickname_key', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint users_email_key_new of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_email_key_new')),
            ('constraint users_nickname_email_key_new of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_nickname_email_key_new')),
            ('constraint users_nickname_key_new of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_nickname_key_new'))
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

-- 04.006  undone: rename constraint users_nickname_key of public.users to users_nickname_key_new
ALTER TABLE public.users
    RENAME CONSTRAINT users_nickname_key TO users_nickname_key_new;

-- 04.005  undone: create unique index users_nickname_key on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_nickname_key
    ON public.users (nickname);

-- 04.005  undone: make index users_nickname_key the unique users_nickname_key of public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_nickname_key UNIQUE USING INDEX users_nickname_key;

-- 04.004  undone: rename constraint users_nickname_email_key of public.users to users_nickname_email_key_new
ALTER TABLE public.users
    RENAME CONSTRAINT users_nickname_email_key TO users_nickname_email_key_new;

-- 04.003  undone: create unique index users_nickname_email_key on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_nickname_email_key
    ON public.users (nickname, email);

-- 04.003  undone: make index users_nickname_email_key the unique users_nickname_email_key of public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_nickname_email_key UNIQUE USING INDEX users_nickname_email_key;

-- 04.002  undone: rename constraint users_email_key of public.users to users_email_key_new
ALTER TABLE public.users
    RENAME CONSTRAINT users_email_key TO users_email_key_new;

-- 04.001  undone: create unique index users_email_key on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_email_key
    ON public.users (email);

-- 04.001  undone: make index users_email_key the unique users_email_key of public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;

-- 03.003  undone: drop constraint users_nickname_key_new of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_nickname_key_new;

-- 03.002  undone: drop constraint users_nickname_email_key_new of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_nickname_email_key_new;

-- 03.001  undone: drop constraint users_email_key_new of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_email_key_new;
