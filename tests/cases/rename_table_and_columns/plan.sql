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
        SELECT 'ownership of ' || name FROM (VALUES ('public.customers'),
            ('public.orders')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.customers')) AS needed (name)
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

-- 02.001  rename table public.customers to "Clients"
-- locks   public.customers: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.customers
    RENAME TO "Clients";

-- 02.002  rename column number of public."Clients" to no
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.customers wait for these locks too
-- from    Client::no · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    RENAME COLUMN number TO no;

-- 02.003  rename column "Kind" of public."Clients" to kind
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client::kind · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    RENAME COLUMN "Kind" TO kind;

-- 02.004  rename column parent_number of public."Clients" to parent_no
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client::parent_no · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    RENAME COLUMN parent_number TO parent_no;

-- 02.005  rename column customer_id of public.orders to client_id
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public."Clients" wait for these locks too
-- from    Order::client_id · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME COLUMN customer_id TO client_id;

-- 02.006  rename constraint customers_number_check of public."Clients" to "Clients_no_check"
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- from    Client::check no > 0 · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    RENAME CONSTRAINT customers_number_check TO "Clients_no_check";

-- 02.007  rename constraint customers_pkey of public."Clients" to "Clients_pkey"
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client::id · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    RENAME CONSTRAINT customers_pkey TO "Clients_pkey";

-- 02.008  rename constraint customers_region_number_key of public."Clients" to "Clients_region_no_key"
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client::(region, no) · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    RENAME CONSTRAINT customers_region_number_key TO "Clients_region_no_key";

-- 02.009  rename constraint customers_region_parent_number_fkey of public."Clients" to "Clients_region_parent_no_fkey"
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client::region, parent_no · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    RENAME CONSTRAINT customers_region_parent_number_fkey TO "Clients_region_parent_no_fkey";

-- 02.010  rename index customers_number_idx of public."Clients" to "Clients_no_idx"
-- locks   public.customers_number_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Client::index on no · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.customers_number_idx
    RENAME TO "Clients_no_idx";

-- 02.011  rename index customers_region_parent_number_idx of public."Clients" to "Clients_region_parent_no_idx"
-- locks   public.customers_region_parent_number_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Client::index on region, parent_no · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.customers_region_parent_number_idx
    RENAME TO "Clients_region_parent_no_idx";

-- 02.012  rename index orders_customer_id_idx of public.orders to orders_client_id_idx
-- locks   public.orders_customer_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order::index on client_id · undo: rollback.sql 02.012 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.orders_customer_id_idx
    RENAME TO orders_client_id_idx;

-- 02.013  name the NOT NULLs of public."Clients" after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Client · undo: rollback.sql 02.013 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'customers_id_not_null', 'Clients_id_not_null'),
            (1, 'region', 'customers_region_not_null', 'Clients_region_not_null'),
            (2, 'no', 'customers_number_not_null', 'Clients_no_not_null'),
            (3, 'kind', 'customers_Kind_not_null', 'Clients_kind_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public."Clients"') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public."Clients"') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public."Clients"')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public."Clients" RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.014  name the NOT NULLs of public.orders after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public."Clients" wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public."Clients" wait for these locks too (PostgreSQL 18)
-- from    Order · undo: rollback.sql 02.014 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'client_id', 'orders_customer_id_not_null', 'orders_client_id_not_null')
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

-- 02.015  add column note to public."Clients"
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- from    Client::note · undo: rollback.sql 02.015 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    ADD COLUMN note text;

---- 03_audit.sql

-- 03.001  look for rows of public."Clients" that violate small
-- locks   public."Clients": ACCESS SHARE (nobody's reads or writes wait)
-- scan    public."Clients" · own transaction, required: else writers of public."Clients" wait through this scan
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public."Clients"
     WHERE (no < 1000) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce("Clients".id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public."Clients"
     WHERE (no < 1000) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint small of public."Clients": ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 04_add_not_valid.sql

-- 04.001  add check small to public."Clients", not yet valid
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client::check small · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    ADD CONSTRAINT small
    CHECK (no < 1000)
    NOT VALID;

-- 04.002  add foreign key orders_client_id_fkey, not yet valid
-- locks   public."Clients", public.orders: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::client_id · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_client_id_fkey
    FOREIGN KEY (client_id) REFERENCES public."Clients" (id) ON DELETE CASCADE
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key orders_client_id_fkey: fails where orphans are left
-- locks   public."Clients", public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public."Clients", public.orders · own transaction, required: else writers of public."Clients" wait through this scan
-- from    Order::client_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.orders AS child
     WHERE child.client_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public."Clients" AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.client_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.client_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.client_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public."Clients" AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.client_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_client_id_fkey of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (client_id) without a row in public."Clients", for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate check small
-- locks   public."Clients": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public."Clients" · own transaction, required: else writers of public."Clients" wait through this scan
-- from    Client::check small · undo: nothing to undo
ALTER TABLE public."Clients"
    VALIDATE CONSTRAINT small;

-- 06.002  validate foreign key orders_client_id_fkey
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public."Clients": ROW SHARE (nobody's reads or writes wait)
-- scan    public."Clients", public.orders · own transaction, required: else writers of public."Clients" wait through this scan
-- from    Order::client_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_client_id_fkey;

---- 07_finish.sql

-- 07.001  comment on table public."Clients" and what belongs to it
-- locks   public."Clients": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Client · undo: rollback.sql 07.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON TABLE public."Clients" IS 'A client.';

---- 08_verify.sql

-- 08.001  verify 15 facts in the catalog
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
            ('public.orders', 'orders_client_id_fkey', 'f', 'FOREIGN KEY (client_id) REFERENCES public."Clients"(id) ON DELETE CASCADE'),
            ('public."Clients"', 'small', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public."Clients".kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public."Clients"') AND attname = 'kind' AND NOT attisdropped)),
            ('column public."Clients".no', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public."Clients"') AND attname = 'no' AND NOT attisdropped)),
            ('column public."Clients".note', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public."Clients"') AND attname = 'note' AND NOT attisdropped)),
            ('column public."Clients".parent_no', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public."Clients"') AND attname = 'parent_no' AND NOT attisdropped)),
            ('column public.orders.client_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'client_id' AND NOT attisdropped)),
            ('constraint customers_number_check of public."Clients"', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public."Clients"') AND conname = 'customers_number_check')),
            ('constraint customers_pkey of public."Clients"', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public."Clients"') AND conname = 'customers_pkey')),
            ('constraint customers_region_number_key of public."Clients"', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public."Clients"') AND conname = 'customers_region_number_key')),
            ('constraint customers_region_parent_number_fkey of public."Clients"', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public."Clients"') AND conname = 'customers_region_parent_number_fkey')),
            ('index public.customers_number_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.customers_number_idx') AND relkind IN ('i', 'I'))),
            ('index public.customers_region_parent_number_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.customers_region_parent_number_idx') AND relkind IN ('i', 'I'))),
            ('index public.orders_customer_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders_customer_id_idx') AND relkind IN ('i', 'I'))),
            ('table public."Clients"', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public."Clients"') AND relkind IN ('r', 'p')))
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

-- 09.001  drop foreign key orders_customer_id_fkey of public.orders
-- locks   public."Clients", public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 09.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_customer_id_fkey;

-- 09.002  drop constraint kind_is_short of public."Clients"
-- locks   public."Clients": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 09.002 (ACCESS EXCLUSIVE)
ALTER TABLE public."Clients"
    DROP CONSTRAINT kind_is_short;

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
            ('constraint kind_is_short of public."Clients"', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public."Clients"') AND conname = 'kind_is_short')),
            ('constraint orders_customer_id_fkey of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_customer_id_fkey'))
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

-- 09.002  undone: add check kind_is_short to public."Clients", not yet valid
ALTER TABLE public."Clients"
    ADD CONSTRAINT kind_is_short
    CHECK (length(kind) < 20 AND kind <> 'number')
    NOT VALID;

-- 09.002  undone: validate check kind_is_short
ALTER TABLE public."Clients"
    VALIDATE CONSTRAINT kind_is_short;

-- 09.001  undone: add foreign key orders_customer_id_fkey, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT orders_customer_id_fkey
    FOREIGN KEY (client_id) REFERENCES public."Clients" (id)
    NOT VALID;

-- 09.001  undone: validate foreign key orders_customer_id_fkey
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_customer_id_fkey;

-- 07.001  undone: comment on table public."Clients" and what belongs to it
COMMENT ON TABLE public."Clients" IS 'A customer.';

-- 04.002  undone: drop foreign key orders_client_id_fkey of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_client_id_fkey;

-- 04.001  undone: drop constraint small of public."Clients"
ALTER TABLE public."Clients"
    DROP CONSTRAINT small;

-- 02.015  undone: drop column note of public."Clients"
ALTER TABLE public."Clients"
    DROP COLUMN note;

-- 02.014  undone: name the NOT NULLs of public.orders after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'client_id', 'orders_client_id_not_null', 'orders_customer_id_not_null')
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

-- 02.013  undone: name the NOT NULLs of public."Clients" after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'kind', 'Clients_kind_not_null', 'customers_Kind_not_null'),
            (1, 'no', 'Clients_no_not_null', 'customers_number_not_null'),
            (2, 'region', 'Clients_region_not_null', 'customers_region_not_null'),
            (3, 'id', 'Clients_id_not_null', 'customers_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public."Clients"') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public."Clients"') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public."Clients"')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public."Clients" RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.012  undone: rename index orders_client_id_idx of public.orders to orders_customer_id_idx
ALTER INDEX public.orders_client_id_idx
    RENAME TO orders_customer_id_idx;

-- 02.011  undone: rename index "Clients_region_parent_no_idx" of public."Clients" to customers_region_parent_number_idx
ALTER INDEX public."Clients_region_parent_no_idx"
    RENAME TO customers_region_parent_number_idx;

-- 02.010  undone: rename index "Clients_no_idx" of public."Clients" to customers_number_idx
ALTER INDEX public."Clients_no_idx"
    RENAME TO customers_number_idx;

-- 02.009  undone: rename constraint "Clients_region_parent_no_fkey" of public."Clients" to customers_region_parent_number_fkey
ALTER TABLE public."Clients"
    RENAME CONSTRAINT "Clients_region_parent_no_fkey" TO customers_region_parent_number_fkey;

-- 02.008  undone: rename constraint "Clients_region_no_key" of public."Clients" to customers_region_number_key
ALTER TABLE public."Clients"
    RENAME CONSTRAINT "Clients_region_no_key" TO customers_region_number_key;

-- 02.007  undone: rename constraint "Clients_pkey" of public."Clients" to customers_pkey
ALTER TABLE public."Clients"
    RENAME CONSTRAINT "Clients_pkey" TO customers_pkey;

-- 02.006  undone: rename constraint "Clients_no_check" of public."Clients" to customers_number_check
ALTER TABLE public."Clients"
    RENAME CONSTRAINT "Clients_no_check" TO customers_number_check;

-- 02.005  undone: rename column client_id of public.orders to customer_id
ALTER TABLE public.orders
    RENAME COLUMN client_id TO customer_id;

-- 02.004  undone: rename column parent_no of public."Clients" to parent_number
ALTER TABLE public."Clients"
    RENAME COLUMN parent_no TO parent_number;

-- 02.003  undone: rename column kind of public."Clients" to "Kind"
ALTER TABLE public."Clients"
    RENAME COLUMN kind TO "Kind";

-- 02.002  undone: rename column no of public."Clients" to number
ALTER TABLE public."Clients"
    RENAME COLUMN no TO number;

-- 02.001  undone: rename table public."Clients" to customers
ALTER TABLE public."Clients"
    RENAME TO customers;
