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
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.orders'),
            ('public.users')) AS needed (name)
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

-- 01.002  look for rows of public.orders that violate orders_user_id_not_null_check
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.orders
     WHERE (user_id IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (user_id IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint orders_user_id_not_null_check of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.orders that violate orders_total_not_null_check
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.orders
     WHERE (total IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (total IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint orders_total_not_null_check of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.orders that violate orders_state_check_new
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.orders
     WHERE (state IN ('BASKET', 'NEW', 'PAID')) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (state IN ('BASKET', 'NEW', 'PAID')) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint orders_state_check_new of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.005  look for rows of public.orders that violate orders_total_check
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.orders
     WHERE (total < 1000000) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (total < 1000000) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint orders_total_check of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.006  look for rows of public.orders that violate total_positive_new
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.orders
     WHERE (total >= 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (total >= 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint total_positive_new of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.007  report orphans of 1 foreign key, fails for none
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction
-- undo    nothing to undo
SELECT 'orders_tenant_user_id_fkey' AS foreign_key, 'public.orders' AS referencing_table, count(*) AS orphans
      FROM ONLY public.orders AS child
     WHERE child.tenant IS NOT NULL AND child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.tenant OPERATOR(pg_catalog.=) child.tenant
                          AND parent.id OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  create table public.payments
-- locks   public.payments: new in this migration
-- scan    none · own transaction
-- from    Payment · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.payments (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    CONSTRAINT payments_pkey PRIMARY KEY (id)
);

-- 02.002  add column created_at to public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::created_at · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD COLUMN created_at timestamp with time zone DEFAULT now() NOT NULL;

-- 02.003  add column payment_id to public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::payment_id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD COLUMN payment_id bigint;

---- 03_index.sql

-- 03.001  create index orders_state_new on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- undo    rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY orders_state_new
    ON public.orders (state, total DESC);

-- 03.002  create index orders_tenant_user_id_idx on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::index on tenant, user_id · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY orders_tenant_user_id_idx
    ON public.orders (tenant, user_id);

-- 03.003  create unique index payments_order_id_idx on the new table public.payments
-- locks   public.payments: new in this migration
-- scan    public.payments · own transaction
-- from    Payment::index on order_id · undo: with public.payments
CREATE UNIQUE INDEX payments_order_id_idx
    ON public.payments (order_id);

-- 03.004  create unique index users_tenant_id_key on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::(tenant, id) · undo: rollback.sql 03.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_tenant_id_key
    ON public.users (tenant, id);

---- 04_add_not_valid.sql

-- 04.001  add check orders_user_id_not_null_check to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_not_null_check
    CHECK (user_id IS NOT NULL)
    NOT VALID;

-- 04.002  add check orders_total_not_null_check to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::total · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_total_not_null_check
    CHECK (total IS NOT NULL)
    NOT VALID;

---- 05_validate.sql

-- 05.001  validate check orders_user_id_not_null_check
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_not_null_check;

-- 05.002  validate check orders_total_not_null_check
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::total · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_total_not_null_check;

---- 06_finish.sql

-- 06.001  set user_id of public.orders not null, as its validated check proves
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ALTER COLUMN user_id SET NOT NULL;

-- 06.002  drop constraint orders_user_id_not_null_check of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_not_null_check;

-- 06.003  set total of public.orders not null, as its validated check proves
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::total · undo: rollback.sql 06.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ALTER COLUMN total SET NOT NULL;

-- 06.004  drop constraint orders_total_not_null_check of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::total · undo: rollback.sql 06.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_total_not_null_check;

---- 07_key.sql

-- 07.001  make index users_tenant_id_key the unique users_tenant_id_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- from    User::(tenant, id) · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_tenant_id_key UNIQUE USING INDEX users_tenant_id_key;

---- 08_add_not_valid.sql

-- 08.001  add check orders_state_check_new to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Order::state · undo: rollback.sql 08.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_state_check_new
    CHECK (state IN ('BASKET', 'NEW', 'PAID'))
    NOT VALID;

-- 08.002  add check orders_total_check to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::check total < 1000000 · undo: rollback.sql 08.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_total_check
    CHECK (total < 1000000)
    NOT VALID;

-- 08.003  add check total_positive_new to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::check total_positive · undo: rollback.sql 08.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT total_positive_new
    CHECK (total >= 0)
    NOT VALID;

-- 08.004  add foreign key orders_payment_id_fkey, not yet valid
-- locks   public.orders: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.payments: new in this migration
-- scan    none · own transaction
-- from    Order::payment_id · undo: rollback.sql 08.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_payment_id_fkey
    FOREIGN KEY (payment_id) REFERENCES public.payments (id) ON DELETE SET NULL
    NOT VALID;

-- 08.005  add foreign key orders_tenant_user_id_fkey, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 08.005 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_tenant_user_id_fkey
    FOREIGN KEY (tenant, user_id) REFERENCES public.users (tenant, id) ON DELETE RESTRICT
    NOT VALID;

-- 08.006  add foreign key payments_order_id_fkey, not yet valid
-- locks   public.orders: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.payments: new in this migration
-- scan    none · own transaction
-- from    Payment::order_id · undo: rollback.sql 08.006 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.payments
    ADD CONSTRAINT payments_order_id_fkey
    FOREIGN KEY (order_id) REFERENCES public.orders (id) ON DELETE CASCADE
    NOT VALID;

---- 09_audit.sql

-- 09.001  audit foreign key orders_payment_id_fkey: fails where orphans are left
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait); public.payments: new in this migration
-- scan    public.orders, public.payments · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::payment_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.orders AS child
     WHERE child.payment_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.payments AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.payment_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.payment_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.payment_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.payments AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.payment_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_payment_id_fkey of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (payment_id) without a row in public.payments, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 09.002  audit foreign key orders_tenant_user_id_fkey: fails where orphans are left
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
     WHERE child.tenant IS NOT NULL AND child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.tenant OPERATOR(pg_catalog.=) child.tenant
                          AND parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.tenant::text, 'NULL'), coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.tenant IS NOT NULL AND child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.tenant OPERATOR(pg_catalog.=) child.tenant
                          AND parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_tenant_user_id_fkey of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (tenant, user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 09.003  audit foreign key payments_order_id_fkey: fails where orphans are left
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait); public.payments: new in this migration
-- scan    public.orders, public.payments · own transaction, required: else writers of public.orders wait through this scan
-- from    Payment::order_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.payments AS child
     WHERE child.order_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.orders AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.order_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.order_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.payments AS child
     WHERE child.order_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.orders AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.order_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint payments_order_id_fkey of public.payments: ' || orphans || ' orphan rows',
            DETAIL = 'keys (order_id) without a row in public.orders, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 10_validate.sql

-- 10.001  validate check orders_state_check_new
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::state · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_state_check_new;

-- 10.002  validate check orders_total_check
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::check total < 1000000 · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_total_check;

-- 10.003  validate check total_positive_new
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::check total_positive · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT total_positive_new;

-- 10.004  validate foreign key orders_payment_id_fkey
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.payments: new in this migration
-- scan    public.orders, public.payments · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::payment_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_payment_id_fkey;

-- 10.005  validate foreign key orders_tenant_user_id_fkey
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_tenant_user_id_fkey;

-- 10.006  validate foreign key payments_order_id_fkey
-- locks   public.orders: ROW SHARE (nobody's reads or writes wait); public.payments: new in this migration
-- scan    public.orders, public.payments · own transaction, required: else writers of public.orders wait through this scan
-- from    Payment::order_id · undo: nothing to undo
ALTER TABLE public.payments
    VALIDATE CONSTRAINT payments_order_id_fkey;

---- 11_finish.sql

-- 11.001  drop constraint orders_state_check of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Order::state · undo: rollback.sql 11.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_state_check;

-- 11.002  rename constraint orders_state_check_new of public.orders to orders_state_check
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::state · undo: rollback.sql 11.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_state_check_new TO orders_state_check;

-- 11.003  drop constraint total_positive of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::check total_positive · undo: rollback.sql 11.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    DROP CONSTRAINT total_positive;

-- 11.004  rename constraint total_positive_new of public.orders to total_positive
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::check total_positive · undo: rollback.sql 11.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT total_positive_new TO total_positive;

-- 11.005  drop index orders_state of public.orders, concurrently
-- locks   public.orders, public.orders_state: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Order::index on state, total · undo: rollback.sql 11.005 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.orders_state;

-- 11.006  rename index orders_state_new of public.orders to orders_state
-- locks   public.orders_state_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order::index on state, total · undo: rollback.sql 11.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.orders_state_new
    RENAME TO orders_state;

-- 11.007  set the default of state of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::state · undo: rollback.sql 11.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ALTER COLUMN state SET DEFAULT 'BASKET';

-- 11.008  comment on table public.orders and what belongs to it
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order · undo: rollback.sql 11.008 (SHARE UPDATE EXCLUSIVE)
BEGIN;
COMMENT ON TABLE public.orders IS 'Orders, and baskets before they are orders.';
COMMENT ON COLUMN public.orders.id IS 'The key.';
COMMIT;

---- 12_verify.sql

-- 12.001  verify 22 facts in the catalog
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
            ('public.orders', 'orders_payment_id_fkey', 'f', 'FOREIGN KEY (payment_id) REFERENCES public.payments(id) ON DELETE SET NULL'),
            ('public.orders', 'orders_state_check', 'c', NULL),
            ('public.orders', 'orders_tenant_user_id_fkey', 'f', 'FOREIGN KEY (tenant, user_id) REFERENCES public.users(tenant, id) ON DELETE RESTRICT'),
            ('public.orders', 'orders_total_check', 'c', NULL),
            ('public.payments', 'payments_order_id_fkey', 'f', 'FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE'),
            ('public.orders', 'total_positive', 'c', NULL),
            ('public.users', 'users_tenant_id_key', 'u', 'UNIQUE (tenant, id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.orders_state', 'public.orders'),
            ('public.orders_tenant_user_id_idx', 'public.orders'),
            ('public.payments_order_id_idx', 'public.payments'),
            ('public.users_tenant_id_key', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.orders.created_at', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'created_at' AND NOT attisdropped)),
            ('column public.orders.payment_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'payment_id' AND NOT attisdropped)),
            ('constraint orders_state_check_new of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_state_check_new')),
            ('constraint orders_total_not_null_check of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_total_not_null_check')),
            ('constraint orders_user_id_not_null_check of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_user_id_not_null_check')),
            ('constraint total_positive_new of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'total_positive_new')),
            ('default of public.orders.state', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'state' AND NOT attisdropped AND atthasdef = true)),
            ('index public.orders_state_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders_state_new') AND relkind IN ('i', 'I'))),
            ('not null of public.orders.total', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'total' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.orders.user_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'user_id' AND NOT attisdropped AND attnotnull = true)),
            ('table public.payments', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.payments') AND relkind IN ('r', 'p')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 13_drop.sql

-- 13.001  drop foreign key orders_user_id_fkey of public.orders
-- locks   public.orders, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 13.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_fkey;

-- 13.002  drop index orders_user_id_idx of public.orders, concurrently
-- locks   public.orders, public.orders_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 13.002 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.orders_user_id_idx;

-- 13.003  drop column obsolete of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the values of public.orders.obsolete are gone
ALTER TABLE public.orders
    DROP COLUMN obsolete;

---- 14_verify.sql

-- 14.001  verify 3 facts in the catalog
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
            ('column public.orders.obsolete', NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'obsolete' AND NOT attisdropped)),
            ('constraint orders_user_id_fkey of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_user_id_fkey')),
            ('index public.orders_user_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders_user_id_idx') AND relkind IN ('i', 'I')))
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

-- 13.003  irreversible: the values of public.orders.obsolete are gone

-- 13.002  undone: create index orders_user_id_idx on public.orders, concurrently
CREATE INDEX CONCURRENTLY orders_user_id_idx
    ON public.orders (user_id);

-- 13.001  undone: add foreign key orders_user_id_fkey, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 13.001  undone: validate foreign key orders_user_id_fkey
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_fkey;

-- 11.008  undone: comment on table public.orders and what belongs to it
COMMENT ON TABLE public.orders IS 'Orders.';
COMMENT ON COLUMN public.orders.id IS 'Key.';

-- 11.007  undone: drop the default of state of public.orders
ALTER TABLE public.orders
    ALTER COLUMN state DROP DEFAULT;

-- 11.006  undone: rename index orders_state of public.orders to orders_state_new
ALTER INDEX public.orders_state
    RENAME TO orders_state_new;

-- 11.005  undone: create index orders_state on public.orders, concurrently
CREATE INDEX CONCURRENTLY orders_state
    ON public.orders (state);

-- 11.004  undone: rename constraint total_positive of public.orders to total_positive_new
ALTER TABLE public.orders
    RENAME CONSTRAINT total_positive TO total_positive_new;

-- 11.003  undone: add check total_positive to public.orders, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT total_positive
    CHECK (total > 0)
    NOT VALID;

-- 11.003  undone: validate check total_positive
ALTER TABLE public.orders
    VALIDATE CONSTRAINT total_positive;

-- 11.002  undone: rename constraint orders_state_check of public.orders to orders_state_check_new
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_state_check TO orders_state_check_new;

-- 11.001  undone: add check orders_state_check to public.orders, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT orders_state_check
    CHECK (state IN ('NEW', 'PAID'))
    NOT VALID;

-- 11.001  undone: validate check orders_state_check
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_state_check;

-- 08.006  undone: drop foreign key payments_order_id_fkey of public.payments
ALTER TABLE public.payments
    DROP CONSTRAINT payments_order_id_fkey;

-- 08.005  undone: drop foreign key orders_tenant_user_id_fkey of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_tenant_user_id_fkey;

-- 08.004  undone: drop foreign key orders_payment_id_fkey of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_payment_id_fkey;

-- 08.003  undone: drop constraint total_positive_new of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT total_positive_new;

-- 08.002  undone: drop constraint orders_total_check of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_total_check;

-- 08.001  undone: drop constraint orders_state_check_new of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_state_check_new;

-- 07.001  undone: drop constraint users_tenant_id_key of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_tenant_id_key;

-- 06.003  undone: let total of public.orders be null
ALTER TABLE public.orders
    ALTER COLUMN total DROP NOT NULL;

-- 06.001  undone: let user_id of public.orders be null
ALTER TABLE public.orders
    ALTER COLUMN user_id DROP NOT NULL;

-- 03.002  undone: drop index orders_tenant_user_id_idx of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_tenant_user_id_idx;

-- 03.001  undone: drop index orders_state_new of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_state_new;

-- 02.003  undone: drop column payment_id of public.orders
ALTER TABLE public.orders
    DROP COLUMN payment_id;

-- 02.002  undone: drop column created_at of public.orders
ALTER TABLE public.orders
    DROP COLUMN created_at;

-- 02.001  undone: drop table public.payments
DROP TABLE public.payments;
