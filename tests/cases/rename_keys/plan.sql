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
            ('public.orders')) AS needed (name)
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

-- 02.001  rename constraint card_order of public.cards to card_of_order
-- locks   public.cards: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Card::order_id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.cards
    RENAME CONSTRAINT card_order TO card_of_order;

-- 02.002  rename constraint orders_pkey of public.orders to "Orders' key"
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.cards wait for these locks too
-- from    Order::id · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_pkey TO "Orders' key";

-- 02.003  rename constraint orders_once of public.orders to one_order
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::exclude on id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_once TO one_order;

-- 02.004  rename constraint orders_number of public.orders to orders_one_number
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::number · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_number TO orders_one_number;

-- 02.005  rename constraint number_is_positive of public.orders to positive
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::check positive · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT number_is_positive TO positive;

-- 02.006  rename index large_orders of public.orders to orders_large
-- locks   public.large_orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order::index on number · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.large_orders
    RENAME TO orders_large;

-- 02.007  rename index orders_by_number of public.orders to orders_newest
-- locks   public.orders_by_number: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order::index on number · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.orders_by_number
    RENAME TO orders_newest;

---- 03_finish.sql

-- 03.001  comment on table public.orders and what belongs to it
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Order · undo: rollback.sql 03.001 (ACCESS SHARE)
COMMENT ON CONSTRAINT "Orders' key" ON public.orders IS 'Says more.';

---- 04_verify.sql

-- 04.001  verify 7 facts in the catalog
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
            ('constraint card_order of public.cards', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.cards') AND conname = 'card_order')),
            ('constraint number_is_positive of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'number_is_positive')),
            ('constraint orders_number of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_number')),
            ('constraint orders_once of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_once')),
            ('constraint orders_pkey of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_pkey')),
            ('index public.large_orders', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.large_orders') AND relkind IN ('i', 'I'))),
            ('index public.orders_by_number', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders_by_number') AND relkind IN ('i', 'I')))
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

-- 03.001  undone: comment on table public.orders and what belongs to it
COMMENT ON CONSTRAINT "Orders' key" ON public.orders IS NULL;

-- 02.007  undone: rename index orders_newest of public.orders to orders_by_number
ALTER INDEX public.orders_newest
    RENAME TO orders_by_number;

-- 02.006  undone: rename index orders_large of public.orders to large_orders
ALTER INDEX public.orders_large
    RENAME TO large_orders;

-- 02.005  undone: rename constraint positive of public.orders to number_is_positive
ALTER TABLE public.orders
    RENAME CONSTRAINT positive TO number_is_positive;

-- 02.004  undone: rename constraint orders_one_number of public.orders to orders_number
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_one_number TO orders_number;

-- 02.003  undone: rename constraint one_order of public.orders to orders_once
ALTER TABLE public.orders
    RENAME CONSTRAINT one_order TO orders_once;

-- 02.002  undone: rename constraint "Orders' key" of public.orders to orders_pkey
ALTER TABLE public.orders
    RENAME CONSTRAINT "Orders' key" TO orders_pkey;

-- 02.001  undone: rename constraint card_of_order of public.cards to card_order
ALTER TABLE public.cards
    RENAME CONSTRAINT card_of_order TO card_order;
