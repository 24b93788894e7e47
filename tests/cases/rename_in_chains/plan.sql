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
        SELECT 'ownership of ' || name FROM (VALUES ('public.orders'),
            ('public.users'),
            ('public.users_v2')) AS needed (name)
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

-- 02.001  rename table public.users to users_old
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    UserOld · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME TO users_old;

-- 02.002  rename table public.users_v2 to users
-- locks   public.users_v2: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    User · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users_v2
    RENAME TO users;

-- 02.003  rename column user_id of public.orders to user_old_id
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_v2 wait for these locks too
-- from    Order::user_old_id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME COLUMN user_id TO user_old_id;

-- 02.004  rename column user_v2_id of public.orders to user_id
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME COLUMN user_v2_id TO user_id;

-- 02.005  rename column mail of public.users to mail_old
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- from    User::mail_old · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME COLUMN mail TO mail_old;

-- 02.006  rename column mail_new of public.users to mail
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::mail · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME COLUMN mail_new TO mail;

-- 02.007  rename constraint orders_user_id_fkey of public.orders to orders_user_old_id_fkey
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Order::user_old_id · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_id_fkey TO orders_user_old_id_fkey;

-- 02.008  rename constraint orders_user_v2_id_fkey of public.orders to orders_user_id_fkey
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_v2_id_fkey TO orders_user_id_fkey;

-- 02.009  rename index orders_user_id_idx of public.orders to orders_user_old_id_idx
-- locks   public.orders_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order::index on user_old_id · undo: rollback.sql 02.009 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.orders_user_id_idx
    RENAME TO orders_user_old_id_idx;

-- 02.010  rename index orders_user_v2_id_idx of public.orders to orders_user_id_idx
-- locks   public.orders_user_v2_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order::index on user_id · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.orders_user_v2_id_idx
    RENAME TO orders_user_id_idx;

-- 02.011  rename index users_v2_mail_idx of public.users to users_mail_old_idx
-- locks   public.users_v2_mail_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User::index on mail_old · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.users_v2_mail_idx
    RENAME TO users_mail_old_idx;

-- 02.012  rename sequence public.users_id_seq to users_old_id_seq
-- locks   public.users_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- from    UserOld::id · undo: rollback.sql 02.012 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.users_id_seq
    RENAME TO users_old_id_seq;

-- 02.013  rename sequence public.users_v2_id_seq to users_id_seq
-- locks   public.users_v2_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_id_seq wait for these locks too
-- from    User::id · undo: rollback.sql 02.013 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.users_v2_id_seq
    RENAME TO users_id_seq;

-- 02.014  rename constraint users_pkey of public.users_old to users_old_pkey
-- locks   public.users_old: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_v2_id_seq wait for these locks too
-- from    UserOld::id · undo: rollback.sql 02.014 (ACCESS EXCLUSIVE)
ALTER TABLE public.users_old
    RENAME CONSTRAINT users_pkey TO users_old_pkey;

-- 02.015  rename constraint users_v2_pkey of public.users to users_pkey
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_old wait for these locks too
-- from    User::id · undo: rollback.sql 02.015 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_v2_pkey TO users_pkey;

-- 02.016  name the NOT NULLs of public.orders after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too (PostgreSQL 18)
-- from    Order · undo: rollback.sql 02.016 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'user_old_id', 'orders_user_id_not_null', 'orders_user_old_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.orders') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.orders') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.orders')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.orders RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.017  name the NOT NULLs of public.users after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too (PostgreSQL 18)
-- from    User · undo: rollback.sql 02.017 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'users_v2_id_not_null', 'users_id_not_null'),
            (1, 'mail_old', 'users_v2_mail_not_null', 'users_mail_old_not_null')
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

-- 02.018  name the NOT NULLs of public.users_old after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.users_old: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too (PostgreSQL 18)
-- from    UserOld · undo: rollback.sql 02.018 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'users_id_not_null', 'users_old_id_not_null'),
            (1, 'name', 'users_name_not_null', 'users_old_name_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.users_old') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.users_old') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.users_old')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.users_old RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

---- 03_verify.sql

-- 03.001  verify 13 facts in the catalog
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
            ('column public.orders.user_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'user_id' AND NOT attisdropped)),
            ('column public.orders.user_old_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'user_old_id' AND NOT attisdropped)),
            ('column public.users.mail', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'mail' AND NOT attisdropped)),
            ('column public.users.mail_old', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'mail_old' AND NOT attisdropped)),
            ('constraint orders_user_v2_id_fkey of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_user_v2_id_fkey')),
            ('constraint users_pkey of public.users_old', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users_old') AND conname = 'users_pkey')),
            ('constraint users_v2_pkey of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_v2_pkey')),
            ('index public.orders_user_v2_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders_user_v2_id_idx') AND relkind IN ('i', 'I'))),
            ('index public.users_v2_mail_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_v2_mail_idx') AND relkind IN ('i', 'I'))),
            ('sequence public.users_id_seq', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_id_seq') AND relkind = 'S')),
            ('sequence public.users_old_id_seq', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_old_id_seq') AND relkind = 'S')),
            ('table public.users', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users') AND relkind IN ('r', 'p'))),
            ('table public.users_old', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_old') AND relkind IN ('r', 'p')))
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

-- 02.018  undone: name the NOT NULLs of public.users_old after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'name', 'users_old_name_not_null', 'users_name_not_null'),
            (1, 'id', 'users_old_id_not_null', 'users_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.users_old') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.users_old') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.users_old')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.users_old RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.017  undone: name the NOT NULLs of public.users after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'mail_old', 'users_mail_old_not_null', 'users_v2_mail_not_null'),
            (1, 'id', 'users_id_not_null', 'users_v2_id_not_null')
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

-- 02.016  undone: name the NOT NULLs of public.orders after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'user_old_id', 'orders_user_old_id_not_null', 'orders_user_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.orders') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.orders') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.orders')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.orders RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.015  undone: rename constraint users_pkey of public.users to users_v2_pkey
ALTER TABLE public.users
    RENAME CONSTRAINT users_pkey TO users_v2_pkey;

-- 02.014  undone: rename constraint users_old_pkey of public.users_old to users_pkey
ALTER TABLE public.users_old
    RENAME CONSTRAINT users_old_pkey TO users_pkey;

-- 02.013  undone: rename sequence public.users_id_seq to users_v2_id_seq
ALTER SEQUENCE public.users_id_seq
    RENAME TO users_v2_id_seq;

-- 02.012  undone: rename sequence public.users_old_id_seq to users_id_seq
ALTER SEQUENCE public.users_old_id_seq
    RENAME TO users_id_seq;

-- 02.011  undone: rename index users_mail_old_idx of public.users to users_v2_mail_idx
ALTER INDEX public.users_mail_old_idx
    RENAME TO users_v2_mail_idx;

-- 02.010  undone: rename index orders_user_id_idx of public.orders to orders_user_v2_id_idx
ALTER INDEX public.orders_user_id_idx
    RENAME TO orders_user_v2_id_idx;

-- 02.009  undone: rename index orders_user_old_id_idx of public.orders to orders_user_id_idx
ALTER INDEX public.orders_user_old_id_idx
    RENAME TO orders_user_id_idx;

-- 02.008  undone: rename constraint orders_user_id_fkey of public.orders to orders_user_v2_id_fkey
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_id_fkey TO orders_user_v2_id_fkey;

-- 02.007  undone: rename constraint orders_user_old_id_fkey of public.orders to orders_user_id_fkey
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_old_id_fkey TO orders_user_id_fkey;

-- 02.006  undone: rename column mail of public.users to mail_new
ALTER TABLE public.users
    RENAME COLUMN mail TO mail_new;

-- 02.005  undone: rename column mail_old of public.users to mail
ALTER TABLE public.users
    RENAME COLUMN mail_old TO mail;

-- 02.004  undone: rename column user_id of public.orders to user_v2_id
ALTER TABLE public.orders
    RENAME COLUMN user_id TO user_v2_id;

-- 02.003  undone: rename column user_old_id of public.orders to user_id
ALTER TABLE public.orders
    RENAME COLUMN user_old_id TO user_id;

-- 02.002  undone: rename table public.users to users_v2
ALTER TABLE public.users
    RENAME TO users_v2;

-- 02.001  undone: rename table public.users_old to users
ALTER TABLE public.users_old
    RENAME TO users;
