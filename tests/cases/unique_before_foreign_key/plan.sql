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

-- 01.002  look for rows of public.users that are equal under users_code_key
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
      FROM (SELECT '(' || concat_ws(', ', code::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE code IS NOT NULL
           GROUP BY code
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', code::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE code IS NOT NULL
           GROUP BY code
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_code_key of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.003  report orphans of 1 foreign key, fails for none
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction
-- undo    nothing to undo
SELECT 'orders_user_new' AS foreign_key, 'public.orders' AS referencing_table, count(*) AS orphans
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.code OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_index.sql

-- 02.001  create unique index users_code_key on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::code · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_code_key
    ON public.users (code);

---- 03_key.sql

-- 03.001  make index users_code_key the unique users_code_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::code · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_code_key UNIQUE USING INDEX users_code_key;

---- 04_add_not_valid.sql

-- 04.001  add foreign key orders_user_new, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_new
    FOREIGN KEY (user_id) REFERENCES public.users (code)
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key orders_user_new: fails where orphans are left
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
                        WHERE parent.code OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.code OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_user_new of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key orders_user_new
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_new;

---- 07_finish.sql

-- 07.001  drop foreign key orders_user of public.orders
-- locks   public.orders, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 07.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user;

-- 07.002  rename constraint orders_user_new of public.orders to orders_user
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 07.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_new TO orders_user;

---- 08_verify.sql

-- 08.001  verify 4 facts in the catalog
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
            ('public.orders', 'orders_user', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(code)'),
            ('public.users', 'users_code_key', 'u', 'UNIQUE (code)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_code_key', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint orders_user_new of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_user_new'))
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

-- 09.001  drop constraint users_number_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- undo    rollback.sql 09.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_number_key;

---- 10_verify.sql

-- 10.001  verify 1 fact in the catalog
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
            ('constraint users_number_key of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_number_key'))
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

-- 09.001  undone: create unique index users_number_key on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_number_key
    ON public.users (number);

-- 09.001  undone: make index users_number_key the unique users_number_key of public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_number_key UNIQUE USING INDEX users_number_key;

-- 07.002  undone: rename constraint orders_user of public.orders to orders_user_new
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user TO orders_user_new;

-- 07.001  undone: add foreign key orders_user, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user
    FOREIGN KEY (user_id) REFERENCES public.users (number)
    NOT VALID;

-- 07.001  undone: validate foreign key orders_user
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user;

-- 04.001  undone: drop foreign key orders_user_new of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_new;

-- 03.001  undone: drop constraint users_code_key of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_code_key;
