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
        SELECT 'ownership of ' || name FROM (VALUES ('public.events'),
            ('public.events_high'),
            ('public.events_low'),
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

-- 01.002  look for rows of public.events_high that violate kind_is_said
-- locks   public.events_high: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_high · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_high
     WHERE (kind <> 'events.kind') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_high.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_high
     WHERE (kind <> 'events.kind') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint kind_is_said of public.events_high: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.events_low that violate kind_is_said
-- locks   public.events_low: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_low · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_low
     WHERE (kind <> 'events.kind') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_low.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_low
     WHERE (kind <> 'events.kind') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint kind_is_said of public.events_low: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 02_create.sql

-- 02.001  rename table public.orders to "Purchases"
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Purchase · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME TO "Purchases";

-- 02.002  rename column amount of public."Purchases" to price
-- locks   public."Purchases": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- from    Purchase::price · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public."Purchases"
    RENAME COLUMN amount TO price;

-- 02.003  rename constraint orders_pkey of public."Purchases" to "Purchases_pkey"
-- locks   public."Purchases": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Purchase::id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public."Purchases"
    RENAME CONSTRAINT orders_pkey TO "Purchases_pkey";

-- 02.004  name the NOT NULLs of public."Purchases" after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public."Purchases": ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Purchase · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'orders_id_not_null', 'Purchases_id_not_null'),
            (1, 'price', 'orders_amount_not_null', 'Purchases_price_not_null'),
            (2, 'double', 'orders_double_not_null', 'Purchases_double_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public."Purchases"') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public."Purchases"') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public."Purchases"')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public."Purchases" RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

---- 03_audit.sql

-- 03.001  look for rows of public."Purchases" that violate small
-- locks   public."Purchases": ACCESS SHARE (nobody's reads or writes wait)
-- scan    public."Purchases" · own transaction, required: else writers of public."Purchases" wait through this scan
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public."Purchases"
     WHERE (price < 1000 AND id > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce("Purchases".id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public."Purchases"
     WHERE (price < 1000 AND id > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint small of public."Purchases": ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 04_index.sql

-- 04.001  create index events_high_lower_idx on public.events_high, concurrently
-- locks   public.events_high: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_high · outside a transaction block
-- from    Event::index on lower · undo: rollback.sql 04.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_high_lower_idx
    ON public.events_high ((lower(kind))) WHERE kind <> '';

-- 04.002  create index events_low_lower_idx on public.events_low, concurrently
-- locks   public.events_low: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_low · outside a transaction block
-- from    Event::index on lower · undo: rollback.sql 04.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_low_lower_idx
    ON public.events_low ((lower(kind))) WHERE kind <> '';

-- 04.003  make index events_by_kind on public.events of those of its partitions
-- locks   public.events_high_lower_idx, public.events_low_lower_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_high, public.events_low: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on lower · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_by_kind
    ON ONLY public.events ((lower(kind))) WHERE kind <> '';
ALTER INDEX public.events_by_kind ATTACH PARTITION public.events_low_lower_idx;
ALTER INDEX public.events_by_kind ATTACH PARTITION public.events_high_lower_idx;
COMMIT;

-- 04.004  create unique index events_high_id_lower_idx on public.events_high, concurrently
-- locks   public.events_high: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_high · outside a transaction block
-- from    Event::index on id, lower · undo: rollback.sql 04.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_high_id_lower_idx
    ON public.events_high (id, (lower(kind)));

-- 04.005  create unique index events_low_id_lower_idx on public.events_low, concurrently
-- locks   public.events_low: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_low · outside a transaction block
-- from    Event::index on id, lower · undo: rollback.sql 04.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_low_id_lower_idx
    ON public.events_low (id, (lower(kind)));

-- 04.006  make unique index events_once on public.events of those of its partitions
-- locks   public.events_high_id_lower_idx, public.events_low_id_lower_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_high, public.events_low: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on id, lower · undo: rollback.sql 04.006 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE UNIQUE INDEX events_once
    ON ONLY public.events (id, (lower(kind)));
ALTER INDEX public.events_once ATTACH PARTITION public.events_low_id_lower_idx;
ALTER INDEX public.events_once ATTACH PARTITION public.events_high_id_lower_idx;
COMMIT;

---- 05_add_not_valid.sql

-- 05.001  add check small to public."Purchases", not yet valid
-- locks   public."Purchases": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Purchase::check small · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public."Purchases"
    ADD CONSTRAINT small
    CHECK (price < 1000 AND id > 0)
    NOT VALID;

-- 05.002  add check kind_is_said to public.events, not yet valid
-- locks   public.events, public.events_high, public.events_low: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public."Purchases" wait for these locks too
-- from    Event::check kind_is_said · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT kind_is_said
    CHECK (kind <> 'events.kind')
    NOT VALID;

---- 06_validate.sql

-- 06.001  validate check small
-- locks   public."Purchases": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public."Purchases" · own transaction, required: else writers of public."Purchases" wait through this scan
-- from    Purchase::check small · undo: nothing to undo
ALTER TABLE public."Purchases"
    VALIDATE CONSTRAINT small;

-- 06.002  validate check kind_is_said
-- locks   public.events, public.events_high, public.events_low: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_high, public.events_low · own transaction, required: else writers of public.events_high wait through this scan
-- from    Event::check kind_is_said · undo: nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT kind_is_said;

---- 07_verify.sql

-- 07.001  verify 11 facts in the catalog
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
            ('public.events', 'kind_is_said', 'c', NULL),
            ('public."Purchases"', 'small', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_by_kind', 'public.events'),
            ('public.events_high_id_lower_idx', 'public.events_high'),
            ('public.events_high_lower_idx', 'public.events_high'),
            ('public.events_low_id_lower_idx', 'public.events_low'),
            ('public.events_low_lower_idx', 'public.events_low'),
            ('public.events_once', 'public.events')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public."Purchases".price', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public."Purchases"') AND attname = 'price' AND NOT attisdropped)),
            ('constraint orders_pkey of public."Purchases"', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public."Purchases"') AND conname = 'orders_pkey')),
            ('table public."Purchases"', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public."Purchases"') AND relkind IN ('r', 'p')))
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

-- 05.002  undone: drop constraint kind_is_said of public.events
ALTER TABLE public.events
    DROP CONSTRAINT kind_is_said;

-- 05.001  undone: drop constraint small of public."Purchases"
ALTER TABLE public."Purchases"
    DROP CONSTRAINT small;

-- 04.006  undone: drop index events_once of public.events and of its partitions
DROP INDEX public.events_once;

-- 04.003  undone: drop index events_by_kind of public.events and of its partitions
DROP INDEX public.events_by_kind;

-- 02.004  undone: name the NOT NULLs of public."Purchases" after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'double', 'Purchases_double_not_null', 'orders_double_not_null'),
            (1, 'price', 'Purchases_price_not_null', 'orders_amount_not_null'),
            (2, 'id', 'Purchases_id_not_null', 'orders_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public."Purchases"') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public."Purchases"') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public."Purchases"')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public."Purchases" RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.003  undone: rename constraint "Purchases_pkey" of public."Purchases" to orders_pkey
ALTER TABLE public."Purchases"
    RENAME CONSTRAINT "Purchases_pkey" TO orders_pkey;

-- 02.002  undone: rename column price of public."Purchases" to amount
ALTER TABLE public."Purchases"
    RENAME COLUMN price TO amount;

-- 02.001  undone: rename table public."Purchases" to orders
ALTER TABLE public."Purchases"
    RENAME TO orders;
