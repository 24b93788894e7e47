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
        SELECT 'ownership of ' || name FROM (VALUES ('public.orders')) AS needed (name)
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

-- 02.001  change the type of state of public.orders to text
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.orders · rewrites public.orders · own transaction
-- from    Order::state · undo: none, the values of public.orders.state cannot become public.state again
ALTER TABLE public.orders
    ALTER COLUMN state DROP DEFAULT,
    ALTER COLUMN state TYPE text,
    ALTER COLUMN state SET DEFAULT 'OPEN';

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
     WHERE (state IN ('OPEN', 'SHUT', 'GONE')) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (state IN ('OPEN', 'SHUT', 'GONE')) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint orders_state_check of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 04_add_not_valid.sql

-- 04.001  add check orders_state_check to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::state · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_state_check
    CHECK (state IN ('OPEN', 'SHUT', 'GONE'))
    NOT VALID;

---- 05_validate.sql

-- 05.001  validate check orders_state_check
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::state · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_state_check;

---- 06_verify.sql

-- 06.001  verify 2 facts in the catalog
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
            ('public.orders', 'orders_state_check', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('type of public.orders.state', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'state' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'text'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid)))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 07_drop.sql

-- 07.001  drop type public.state
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 07.001 (no locks)
DROP TYPE public.state;

---- 08_verify.sql

-- 08.001  verify 1 fact in the catalog
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
            ('type public.state', pg_catalog.to_regtype('public.state') IS NULL)
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

-- 02.001  irreversible: the values of public.orders.state cannot become public.state again

-- 07.001  undone: create enum public.state
CREATE TYPE public.state AS ENUM (
    'OPEN',
    'SHUT'
);

-- 04.001  undone: drop constraint orders_state_check of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_state_check;
