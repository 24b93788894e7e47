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

-- 02.001  rename value 'Open' of public.state to 'it''s open'
-- locks   none
-- scan    none · own transaction
-- from    State · undo: rollback.sql 02.001 (no locks)
ALTER TYPE public.state
    RENAME VALUE 'Open' TO 'it''s open';

-- 02.002  rename value 'Shut' of public.state to 'Closed'
-- locks   none
-- scan    none · own transaction
-- from    State · undo: rollback.sql 02.002 (no locks)
ALTER TYPE public.state
    RENAME VALUE 'Shut' TO 'Closed';

-- 02.003  add value 'New' to public.state
-- locks   none
-- scan    none · own transaction
-- from    State · undo: none, PostgreSQL takes no value of public.state away
ALTER TYPE public.state ADD VALUE 'New' BEFORE 'it''s open';

---- 03_audit.sql

-- 03.001  look for rows of public.orders that violate positive
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
     WHERE (state <> 'it''s open' OR id > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(orders.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.orders
     WHERE (state <> 'it''s open' OR id > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint positive of public.orders: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 04_add_not_valid.sql

-- 04.001  add check positive to public.orders, not yet valid
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::check positive · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ADD CONSTRAINT positive
    CHECK (state <> 'it''s open' OR id > 0)
    NOT VALID;

---- 05_validate.sql

-- 05.001  validate check positive
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::check positive · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT positive;

---- 06_verify.sql

-- 06.001  verify 4 facts in the catalog
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
            ('public.orders', 'positive', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('label ''Closed'' of public.state', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') AND enumlabel = 'Closed')),
            ('label ''New'' of public.state', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') AND enumlabel = 'New')),
            ('label ''it''''s open'' of public.state', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') AND enumlabel = 'it''s open'))
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

-- 02.003  irreversible: PostgreSQL takes no value of public.state away

-- 04.001  undone: drop constraint positive of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT positive;

-- 02.002  undone: rename value 'Closed' of public.state to 'Shut'
ALTER TYPE public.state
    RENAME VALUE 'Closed' TO 'Shut';

-- 02.001  undone: rename value 'it''s open' of public.state to 'Open'
ALTER TYPE public.state
    RENAME VALUE 'it''s open' TO 'Open';
