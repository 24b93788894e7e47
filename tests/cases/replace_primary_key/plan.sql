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
        SELECT 'ownership of ' || name FROM (VALUES ('public.cards'),
            ('public.items'),
            ('public.orders'),
            ('public.users')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.orders')) AS needed (name)
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

-- 01.002  look for rows of public.users that violate users_tenant_not_null_check
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.users
     WHERE (tenant IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (tenant IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_tenant_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.items that are equal under items_key
-- locks   public.items: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.items · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', code::text) || ')' AS duplicate_key
            FROM ONLY public.items
           WHERE code IS NOT NULL
           GROUP BY code
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', code::text) || ')' AS duplicate_key
            FROM ONLY public.items
           WHERE code IS NOT NULL
           GROUP BY code
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index items_key of public.items: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.orders that are equal under orders_key
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', number::text) || ')' AS duplicate_key
            FROM ONLY public.orders
           WHERE number IS NOT NULL
           GROUP BY number
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', number::text) || ')' AS duplicate_key
            FROM ONLY public.orders
           WHERE number IS NOT NULL
           GROUP BY number
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index orders_key of public.orders: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.005  report orphans of 1 foreign key, fails for none
-- locks   public.cards, public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.cards, public.orders · own transaction
-- undo    nothing to undo
SELECT 'cards_order_id_fkey' AS foreign_key, 'public.cards' AS referencing_table, count(*) AS orphans
      FROM ONLY public.cards AS child
     WHERE child.order_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.orders AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.order_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_index.sql

-- 02.001  create unique index items_key_new on public.items, concurrently
-- locks   public.items: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.items · outside a transaction block
-- from    Item::code · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY items_key_new
    ON public.items (code);

-- 02.002  create unique index orders_key on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::number · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY orders_key
    ON public.orders (number);

-- 02.003  create unique index orders_id_key on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::id · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY orders_id_key
    ON public.orders (id);

-- 02.004  create unique index users_pkey_new on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::(tenant, id) · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_pkey_new
    ON public.users (tenant, id) WITH (fillfactor = '80');

---- 03_add_not_valid.sql

-- 03.001  add check users_tenant_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::tenant · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_tenant_not_null_check
    CHECK (tenant IS NOT NULL)
    NOT VALID;

---- 04_validate.sql

-- 04.001  validate check users_tenant_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::tenant · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_tenant_not_null_check;

---- 05_finish.sql

-- 05.001  set tenant of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::tenant · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN tenant SET NOT NULL;

-- 05.002  drop constraint users_tenant_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::tenant · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_tenant_not_null_check;

---- 06_key.sql

-- 06.001  make index items_key_new the primary key items_key of public.items in place of items_key
-- locks   public.items: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Item::code · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.items
    DROP CONSTRAINT items_key,
    ADD CONSTRAINT items_key PRIMARY KEY USING INDEX items_key_new;

-- 06.002  make index orders_key the primary key orders_key of public.orders in place of orders_pkey
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.items wait for these locks too
-- from    Order::number · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_pkey,
    ADD CONSTRAINT orders_key PRIMARY KEY USING INDEX orders_key;

-- 06.003  make index orders_id_key the unique orders_id_key of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::id · undo: rollback.sql 06.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_id_key UNIQUE USING INDEX orders_id_key;

-- 06.004  make index users_pkey_new the primary key users_pkey of public.users in place of users_pkey
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- from    User::(tenant, id) · undo: rollback.sql 06.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_pkey,
    ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey_new;

---- 07_add_not_valid.sql

-- 07.001  add foreign key cards_order_id_fkey, not yet valid
-- locks   public.cards, public.orders: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Card::order_id · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.cards
    ADD CONSTRAINT cards_order_id_fkey
    FOREIGN KEY (order_id) REFERENCES public.orders (id)
    NOT VALID;

---- 08_audit.sql

-- 08.001  audit foreign key cards_order_id_fkey: fails where orphans are left
-- locks   public.cards, public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.cards, public.orders · own transaction, required: else writers of public.cards wait through this scan
-- from    Card::order_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.cards AS child
     WHERE child.order_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.orders AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.order_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.order_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.cards AS child
     WHERE child.order_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.orders AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.order_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint cards_order_id_fkey of public.cards: ' || orphans || ' orphan rows',
            DETAIL = 'keys (order_id) without a row in public.orders, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 09_validate.sql

-- 09.001  validate foreign key cards_order_id_fkey
-- locks   public.cards: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.orders: ROW SHARE (nobody's reads or writes wait)
-- scan    public.cards, public.orders · own transaction, required: else writers of public.cards wait through this scan
-- from    Card::order_id · undo: nothing to undo
ALTER TABLE public.cards
    VALIDATE CONSTRAINT cards_order_id_fkey;

---- 10_finish.sql

-- 10.001  comment on table public.items and what belongs to it
-- locks   public.items: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Item · undo: rollback.sql 10.001 (ACCESS SHARE)
COMMENT ON CONSTRAINT items_key ON public.items IS 'Is.';

---- 11_verify.sql

-- 11.001  verify 12 facts in the catalog
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
            ('public.cards', 'cards_order_id_fkey', 'f', 'FOREIGN KEY (order_id) REFERENCES public.orders(id)'),
            ('public.items', 'items_key', 'p', 'PRIMARY KEY (code)'),
            ('public.orders', 'orders_id_key', 'u', 'UNIQUE (id)'),
            ('public.orders', 'orders_key', 'p', 'PRIMARY KEY (number)'),
            ('public.users', 'users_pkey', 'p', 'PRIMARY KEY (tenant, id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.items_key', 'public.items'),
            ('public.orders_id_key', 'public.orders'),
            ('public.orders_key', 'public.orders'),
            ('public.users_pkey', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint orders_pkey of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_pkey')),
            ('constraint users_tenant_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_tenant_not_null_check')),
            ('not null of public.users.tenant', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'tenant' AND NOT attisdropped AND attnotnull = true))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 12_drop.sql

-- 12.001  let id of public.items be null
-- locks   public.items: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.cards wait for these locks too
-- from    Item::id · undo: rollback.sql 12.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.items
    ALTER COLUMN id DROP NOT NULL;

---- 13_verify.sql

-- 13.001  verify 1 fact in the catalog
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
            ('not null of public.items.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.items') AND attname = 'id' AND NOT attisdropped AND attnotnull = false))
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

-- 12.001  undone: add check items_id_not_null_check to public.items, not yet valid
ALTER TABLE public.items
    ADD CONSTRAINT items_id_not_null_check
    CHECK (id IS NOT NULL)
    NOT VALID;

-- 12.001  undone: validate check items_id_not_null_check
ALTER TABLE public.items
    VALIDATE CONSTRAINT items_id_not_null_check;

-- 12.001  undone: set id of public.items not null, as its validated check proves
ALTER TABLE public.items
    ALTER COLUMN id SET NOT NULL;

-- 12.001  undone: drop constraint items_id_not_null_check of public.items
ALTER TABLE public.items
    DROP CONSTRAINT items_id_not_null_check;

-- 10.001  undone: comment on table public.items and what belongs to it
COMMENT ON CONSTRAINT items_key ON public.items IS NULL;

-- 07.001  undone: drop foreign key cards_order_id_fkey of public.cards
ALTER TABLE public.cards
    DROP CONSTRAINT cards_order_id_fkey;

-- 06.004  undone: create unique index users_pkey_new on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_pkey_new
    ON public.users (id);

-- 06.004  undone: make index users_pkey_new the primary key users_pkey of public.users in place of users_pkey
ALTER TABLE public.users
    DROP CONSTRAINT users_pkey,
    ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey_new;

-- 06.003  undone: drop constraint orders_id_key of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_id_key;

-- 06.002  undone: create unique index orders_pkey on public.orders, concurrently
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey
    ON public.orders (id);

-- 06.002  undone: make index orders_pkey the primary key orders_pkey of public.orders in place of orders_key
ALTER TABLE public.orders
    DROP CONSTRAINT orders_key,
    ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;

-- 06.001  undone: create unique index items_key_new on public.items, concurrently
CREATE UNIQUE INDEX CONCURRENTLY items_key_new
    ON public.items (id);

-- 06.001  undone: make index items_key_new the primary key items_key of public.items in place of items_key
ALTER TABLE public.items
    DROP CONSTRAINT items_key,
    ADD CONSTRAINT items_key PRIMARY KEY USING INDEX items_key_new;

-- 06.001  undone: comment on table public.items and what belongs to it
COMMENT ON CONSTRAINT items_key ON public.items IS 'Was.';

-- 05.001  undone: let tenant of public.users be null
ALTER TABLE public.users
    ALTER COLUMN tenant DROP NOT NULL;
