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
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.users'),
            ('public.users_v2')) AS needed (name)
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

-- 02.007  rename index users_v2_mail_idx of public.users to users_mail_old_idx
-- locks   public.users_v2_mail_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User::index on mail_old · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.users_v2_mail_idx
    RENAME TO users_mail_old_idx;

-- 02.008  rename sequence public.users_id_seq to users_old_id_seq
-- locks   public.users_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    UserOld::id · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.users_id_seq
    RENAME TO users_old_id_seq;

-- 02.009  rename sequence public.users_v2_id_seq to users_id_seq
-- locks   public.users_v2_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_id_seq wait for these locks too
-- from    User::id · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.users_v2_id_seq
    RENAME TO users_id_seq;

-- 02.010  rename constraint users_pkey of public.users_old to users_old_pkey
-- locks   public.users_old: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_v2_id_seq wait for these locks too
-- from    UserOld::id · undo: rollback.sql 02.010 (ACCESS EXCLUSIVE)
ALTER TABLE public.users_old
    RENAME CONSTRAINT users_pkey TO users_old_pkey;

-- 02.011  rename constraint users_v2_pkey of public.users to users_pkey
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_old wait for these locks too
-- from    User::id · undo: rollback.sql 02.011 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_v2_pkey TO users_pkey;

---- 03_index.sql

-- 03.001  create index orders_user_id_idx_new on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- undo    rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY orders_user_id_idx_new
    ON public.orders (user_id);

-- 03.002  create index orders_user_old_id_idx on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::index on user_old_id · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY orders_user_old_id_idx
    ON public.orders (user_old_id);

---- 04_add_not_valid.sql

-- 04.001  add foreign key orders_user_id_fkey_new, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_fkey_new
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 04.002  add foreign key orders_user_old_id_fkey, not yet valid
-- locks   public.orders, public.users_old: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Order::user_old_id · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_old_id_fkey
    FOREIGN KEY (user_old_id) REFERENCES public.users_old (id)
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key orders_user_id_fkey_new: fails where orphans are left
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_user_id_fkey_new of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 05.002  audit foreign key orders_user_old_id_fkey: fails where orphans are left
-- locks   public.orders, public.users_old: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users_old · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_old_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.orders AS child
     WHERE child.user_old_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users_old AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_old_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_old_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.user_old_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users_old AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_old_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_user_old_id_fkey of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_old_id) without a row in public.users_old, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key orders_user_id_fkey_new
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_fkey_new;

-- 06.002  validate foreign key orders_user_old_id_fkey
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users_old: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users_old · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_old_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_old_id_fkey;

---- 07_finish.sql

-- 07.001  drop foreign key orders_user_id_fkey of public.orders
-- locks   public.orders, public.users_old: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Order::user_id · undo: rollback.sql 07.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_fkey;

-- 07.002  rename constraint orders_user_id_fkey_new of public.orders to orders_user_id_fkey
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 07.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_id_fkey_new TO orders_user_id_fkey;

-- 07.003  drop index orders_user_id_idx of public.orders, concurrently
-- locks   public.orders, public.orders_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Order::index on user_id · undo: rollback.sql 07.003 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.orders_user_id_idx;

-- 07.004  rename index orders_user_id_idx_new of public.orders to orders_user_id_idx
-- locks   public.orders_user_id_idx_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order::index on user_id · undo: rollback.sql 07.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.orders_user_id_idx_new
    RENAME TO orders_user_id_idx;

---- 08_verify.sql

-- 08.001  verify 17 facts in the catalog
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
            ('public.orders', 'orders_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.orders', 'orders_user_old_id_fkey', 'f', 'FOREIGN KEY (user_old_id) REFERENCES public.users_old(id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.orders_user_id_idx', 'public.orders'),
            ('public.orders_user_old_id_idx', 'public.orders')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.orders.user_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'user_id' AND NOT attisdropped)),
            ('column public.orders.user_old_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'user_old_id' AND NOT attisdropped)),
            ('column public.users.mail', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'mail' AND NOT attisdropped)),
            ('column public.users.mail_old', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'mail_old' AND NOT attisdropped)),
            ('constraint orders_user_id_fkey_new of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_user_id_fkey_new')),
            ('constraint users_pkey of public.users_old', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users_old') AND conname = 'users_pkey')),
            ('constraint users_v2_pkey of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_v2_pkey')),
            ('index public.orders_user_id_idx_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders_user_id_idx_new') AND relkind IN ('i', 'I'))),
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

---- 09_drop.sql

-- 09.001  drop foreign key orders_user_v2_id_fkey of public.orders
-- locks   public.orders, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 09.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_v2_id_fkey;

-- 09.002  drop index orders_user_v2_id_idx of public.orders, concurrently
-- locks   public.orders, public.orders_user_v2_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 09.002 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.orders_user_v2_id_idx;

---- 10_verify.sql

-- 10.001  verify 2 facts in the catalog
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
            ('constraint orders_user_v2_id_fkey of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_user_v2_id_fkey')),
            ('index public.orders_user_v2_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders_user_v2_id_idx') AND relkind IN ('i', 'I')))
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

-- 09.002  undone: create index orders_user_v2_id_idx on public.orders, concurrently
CREATE INDEX CONCURRENTLY orders_user_v2_id_idx
    ON public.orders (user_id);

-- 09.001  undone: add foreign key orders_user_v2_id_fkey, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_v2_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 09.001  undone: validate foreign key orders_user_v2_id_fkey
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_v2_id_fkey;

-- 07.004  undone: rename index orders_user_id_idx of public.orders to orders_user_id_idx_new
ALTER INDEX public.orders_user_id_idx
    RENAME TO orders_user_id_idx_new;

-- 07.003  undone: create index orders_user_id_idx on public.orders, concurrently
CREATE INDEX CONCURRENTLY orders_user_id_idx
    ON public.orders (user_old_id);

-- 07.002  undone: rename constraint orders_user_id_fkey of public.orders to orders_user_id_fkey_new
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_id_fkey TO orders_user_id_fkey_new;

-- 07.001  undone: add foreign key orders_user_id_fkey, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_fkey
    FOREIGN KEY (user_old_id) REFERENCES public.users_old (id)
    NOT VALID;

-- 07.001  undone: validate foreign key orders_user_id_fkey
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_fkey;

-- 04.002  undone: drop foreign key orders_user_old_id_fkey of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_old_id_fkey;

-- 04.001  undone: drop foreign key orders_user_id_fkey_new of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_fkey_new;

-- 03.002  undone: drop index orders_user_old_id_idx of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_user_old_id_idx;

-- 03.001  undone: drop index orders_user_id_idx_new of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_user_id_idx_new;

-- 02.011  undone: rename constraint users_pkey of public.users to users_v2_pkey
ALTER TABLE public.users
    RENAME CONSTRAINT users_pkey TO users_v2_pkey;

-- 02.010  undone: rename constraint users_old_pkey of public.users_old to users_pkey
ALTER TABLE public.users_old
    RENAME CONSTRAINT users_old_pkey TO users_pkey;

-- 02.009  undone: rename sequence public.users_id_seq to users_v2_id_seq
ALTER SEQUENCE public.users_id_seq
    RENAME TO users_v2_id_seq;

-- 02.008  undone: rename sequence public.users_old_id_seq to users_id_seq
ALTER SEQUENCE public.users_old_id_seq
    RENAME TO users_id_seq;

-- 02.007  undone: rename index users_mail_old_idx of public.users to users_v2_mail_idx
ALTER INDEX public.users_mail_old_idx
    RENAME TO users_v2_mail_idx;

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
