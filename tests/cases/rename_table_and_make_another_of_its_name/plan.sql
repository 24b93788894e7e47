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
        SELECT 'ownership of ' || name FROM (VALUES ('public.log'),
            ('public.users')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.users')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.has_table_privilege(oid, 'REFERENCES') AND pg_catalog.has_table_privilege(oid, 'SELECT'))
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

-- 02.001  rename table public.log to log_2025
-- locks   public.log: new in this migration
-- scan    none · own transaction
-- from    OldLog · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.log
    RENAME TO log_2025;

-- 02.002  rename column name of public.users to nick
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::nick · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME COLUMN name TO nick;

-- 02.003  rename sequence public.log_id_seq to log_2025_id_seq
-- locks   public.log_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    OldLog::id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.log_id_seq
    RENAME TO log_2025_id_seq;

-- 02.004  rename constraint log_pkey of public.log_2025 to log_2025_pkey
-- locks   public.log_2025: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.log_id_seq wait for these locks too
-- from    OldLog::id · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.log_2025
    RENAME CONSTRAINT log_pkey TO log_2025_pkey;

-- 02.005  rename constraint log_user_id_fkey of public.log_2025 to log_2025_user_id_fkey
-- locks   public.log_2025: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    OldLog::user_id · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.log_2025
    RENAME CONSTRAINT log_user_id_fkey TO log_2025_user_id_fkey;

-- 02.006  rename index log_user_id_idx of public.log_2025 to log_2025_user_id_idx
-- locks   public.log_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    OldLog::index on user_id · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.log_user_id_idx
    RENAME TO log_2025_user_id_idx;

-- 02.007  rename constraint users_name_key of public.users to users_nick_key
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.log_2025 wait for these locks too
-- from    User::nick · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_name_key TO users_nick_key;

-- 02.008  name the NOT NULLs of public.log_2025 after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.log_2025: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too (PostgreSQL 18)
-- from    OldLog · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'log_id_not_null', 'log_2025_id_not_null'),
            (1, 'user_id', 'log_user_id_not_null', 'log_2025_user_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.log_2025') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.log_2025') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.log_2025')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.log_2025 RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.009  name the NOT NULLs of public.users after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.log_2025 wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.log_2025 wait for these locks too (PostgreSQL 18)
-- from    User · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'nick', 'users_name_not_null', 'users_nick_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.users') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.users') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.users')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.users RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.010  create table public.log
-- locks   public.log: new in this migration
-- scan    none · own transaction
-- from    Log · undo: rollback.sql 02.010 (ACCESS EXCLUSIVE)
CREATE TABLE public.log (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    user_id bigint NOT NULL,
    facts text,
    CONSTRAINT log_pkey PRIMARY KEY (id)
);

-- 02.011  add column name to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::name · undo: rollback.sql 02.011 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN name text;

---- 03_index.sql

-- 03.001  create index log_user_id_idx on the new table public.log
-- locks   public.log: new in this migration
-- scan    public.log · own transaction
-- from    Log::index on user_id · undo: with public.log
CREATE INDEX log_user_id_idx
    ON public.log (user_id);

---- 04_add_not_valid.sql

-- 04.001  add foreign key log_user_id_fkey, not yet valid
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.log: new in this migration
-- scan    none · own transaction
-- from    Log::user_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.log
    ADD CONSTRAINT log_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key log_user_id_fkey: fails where orphans are left
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait); public.log: new in this migration
-- scan    public.log, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Log::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.log AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.log AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint log_user_id_fkey of public.log: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key log_user_id_fkey
-- locks   public.users: ROW SHARE (nobody's reads or writes wait); public.log: new in this migration
-- scan    public.log, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Log::user_id · undo: nothing to undo
ALTER TABLE public.log
    VALIDATE CONSTRAINT log_user_id_fkey;

---- 07_verify.sql

-- 07.001  verify 10 facts in the catalog
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
            ('public.log', 'log_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.log_user_id_idx', 'public.log')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.users.name', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'name' AND NOT attisdropped)),
            ('column public.users.nick', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'nick' AND NOT attisdropped)),
            ('constraint log_pkey of public.log_2025', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.log_2025') AND conname = 'log_pkey')),
            ('constraint log_user_id_fkey of public.log_2025', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.log_2025') AND conname = 'log_user_id_fkey')),
            ('constraint users_name_key of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_name_key')),
            ('sequence public.log_2025_id_seq', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.log_2025_id_seq') AND relkind = 'S')),
            ('table public.log', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.log') AND relkind IN ('r', 'p'))),
            ('table public.log_2025', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.log_2025') AND relkind IN ('r', 'p')))
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

-- 04.001  undone: drop foreign key log_user_id_fkey of public.log
ALTER TABLE public.log
    DROP CONSTRAINT log_user_id_fkey;

-- 02.011  undone: drop column name of public.users
ALTER TABLE public.users
    DROP COLUMN name;

-- 02.010  undone: drop table public.log
DROP TABLE public.log;

-- 02.009  undone: name the NOT NULLs of public.users after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'nick', 'users_nick_not_null', 'users_name_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.users') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.users') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.users')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.users RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.008  undone: name the NOT NULLs of public.log_2025 after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'user_id', 'log_2025_user_id_not_null', 'log_user_id_not_null'),
            (1, 'id', 'log_2025_id_not_null', 'log_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.log_2025') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.log_2025') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.log_2025')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.log_2025 RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.007  undone: rename constraint users_nick_key of public.users to users_name_key
ALTER TABLE public.users
    RENAME CONSTRAINT users_nick_key TO users_name_key;

-- 02.006  undone: rename index log_2025_user_id_idx of public.log_2025 to log_user_id_idx
ALTER INDEX public.log_2025_user_id_idx
    RENAME TO log_user_id_idx;

-- 02.005  undone: rename constraint log_2025_user_id_fkey of public.log_2025 to log_user_id_fkey
ALTER TABLE public.log_2025
    RENAME CONSTRAINT log_2025_user_id_fkey TO log_user_id_fkey;

-- 02.004  undone: rename constraint log_2025_pkey of public.log_2025 to log_pkey
ALTER TABLE public.log_2025
    RENAME CONSTRAINT log_2025_pkey TO log_pkey;

-- 02.003  undone: rename sequence public.log_2025_id_seq to log_id_seq
ALTER SEQUENCE public.log_2025_id_seq
    RENAME TO log_id_seq;

-- 02.002  undone: rename column nick of public.users to name
ALTER TABLE public.users
    RENAME COLUMN nick TO name;

-- 02.001  undone: rename table public.log_2025 to log
ALTER TABLE public.log_2025
    RENAME TO log;
