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
        SELECT 'ownership of ' || name FROM (VALUES ('public.orders')) AS needed (name)
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

-- 02.001  add column user_id to public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD COLUMN user_id bigint DEFAULT 1 NOT NULL;

-- 02.002  add column code to public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::code · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD COLUMN code text;

-- 02.003  add column state to public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::state · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD COLUMN state text DEFAULT 'NEW' NOT NULL;

---- 03_audit.sql

-- 03.001  look for rows of public.orders that violate orders_state_check
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.orders
     WHERE (state IN ('NEW', 'PAID')) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (state IN ('NEW', 'PAID')) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint orders_state_check of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 03.002  look for rows of public.orders that violate user_id_positive
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.orders
     WHERE (user_id > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (user_id > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint user_id_positive of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 03.003  look for rows of public.orders that are equal under orders_code_idx
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', code::text) || ')' AS duplicate_key
            FROM ONLY public.orders
           WHERE (code IS NOT NULL) AND code IS NOT NULL
           GROUP BY code
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', code::text) || ')' AS duplicate_key
            FROM ONLY public.orders
           WHERE (code IS NOT NULL) AND code IS NOT NULL
           GROUP BY code
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index orders_code_idx of public.orders: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 04_index.sql

-- 04.001  create unique index orders_code_idx on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::index on code · undo: rollback.sql 04.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY orders_code_idx
    ON public.orders (code) WHERE code IS NOT NULL;

-- 04.002  create index orders_user_id_idx on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::index on user_id · undo: rollback.sql 04.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY orders_user_id_idx
    ON public.orders (user_id);

---- 05_add_not_valid.sql

-- 05.001  add check orders_state_check to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::state · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_state_check
    CHECK (state IN ('NEW', 'PAID'))
    NOT VALID;

-- 05.002  add check user_id_positive to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::check user_id_positive · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT user_id_positive
    CHECK (user_id > 0)
    NOT VALID;

-- 05.003  add foreign key orders_user_id_fkey, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

---- 06_audit.sql

-- 06.001  audit foreign key orders_user_id_fkey: fails where orphans are left
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
            MESSAGE = 'constraint orders_user_id_fkey of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 07_validate.sql

-- 07.001  validate check orders_state_check
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::state · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_state_check;

-- 07.002  validate check user_id_positive
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::check user_id_positive · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT user_id_positive;

-- 07.003  validate foreign key orders_user_id_fkey
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_fkey;

---- 08_verify.sql

-- 08.001  verify 8 facts in the catalog
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
            ('public.orders', 'orders_state_check', 'c', NULL),
            ('public.orders', 'orders_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.orders', 'user_id_positive', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.orders_code_idx', 'public.orders'),
            ('public.orders_user_id_idx', 'public.orders')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.orders.code', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'code' AND NOT attisdropped)),
            ('column public.orders.state', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'state' AND NOT attisdropped)),
            ('column public.orders.user_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'user_id' AND NOT attisdropped))
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

-- 05.003  undone: drop foreign key orders_user_id_fkey of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_fkey;

-- 05.002  undone: drop constraint user_id_positive of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT user_id_positive;

-- 05.001  undone: drop constraint orders_state_check of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_state_check;

-- 04.002  undone: drop index orders_user_id_idx of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_user_id_idx;

-- 04.001  undone: drop index orders_code_idx of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_code_idx;

-- 02.003  undone: drop column state of public.orders
ALTER TABLE public.orders
    DROP COLUMN state;

-- 02.002  undone: drop column code of public.orders
ALTER TABLE public.orders
    DROP COLUMN code;

-- 02.001  undone: drop column user_id of public.orders
ALTER TABLE public.orders
    DROP COLUMN user_id;
