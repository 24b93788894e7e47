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
        SELECT 'ownership of ' || name FROM (VALUES ('public.tickets')) AS needed (name)
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

-- 01.002  look for rows of public.tickets that violate tickets_state_check_new
-- locks   public.tickets: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.tickets · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.tickets
     WHERE (state IN ('OPEN', 'WAITING', 'CLOSED')) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(tickets.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.tickets
     WHERE (state IN ('OPEN', 'WAITING', 'CLOSED')) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint tickets_state_check_new of public.tickets: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 02_add_not_valid.sql

-- 02.001  add check tickets_state_check_new to public.tickets, not yet valid
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::state · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    ADD CONSTRAINT tickets_state_check_new
    CHECK (state IN ('OPEN', 'WAITING', 'CLOSED'))
    NOT VALID;

---- 03_validate.sql

-- 03.001  validate check tickets_state_check_new
-- locks   public.tickets: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.tickets · own transaction, required: else writers of public.tickets wait through this scan
-- from    Ticket::state · undo: nothing to undo
ALTER TABLE public.tickets
    VALIDATE CONSTRAINT tickets_state_check_new;

---- 04_finish.sql

-- 04.001  drop constraint tickets_state_check of public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::state · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    DROP CONSTRAINT tickets_state_check;

-- 04.002  rename constraint tickets_state_check_new of public.tickets to tickets_state_check
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::state · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    RENAME CONSTRAINT tickets_state_check_new TO tickets_state_check;

---- 05_verify.sql

-- 05.001  verify 2 facts in the catalog
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
            ('public.tickets', 'tickets_state_check', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint tickets_state_check_new of public.tickets', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.tickets') AND conname = 'tickets_state_check_new'))
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

-- 04.002  undone: rename constraint tickets_state_check of public.tickets to tickets_state_check_new
ALTER TABLE public.tickets
    RENAME CONSTRAINT tickets_state_check TO tickets_state_check_new;

-- 04.001  undone: add check tickets_state_check to public.tickets, not yet valid
ALTER TABLE public.tickets
    ADD CONSTRAINT tickets_state_check
    CHECK (state IN ('OPEN', 'CLOSED'))
    NOT VALID;

-- 04.001  undone: validate check tickets_state_check
ALTER TABLE public.tickets
    VALIDATE CONSTRAINT tickets_state_check;

-- 02.001  undone: drop constraint tickets_state_check_new of public.tickets
ALTER TABLE public.tickets
    DROP CONSTRAINT tickets_state_check_new;
