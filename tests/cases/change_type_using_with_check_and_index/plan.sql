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

---- 02_create.sql

-- 02.001  drop index tickets_open_idx of public.tickets, concurrently
-- locks   public.tickets, public.tickets_open_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Ticket::index on id · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.tickets_open_idx;

-- 02.002  drop index tickets_state_idx of public.tickets, concurrently
-- locks   public.tickets, public.tickets_state_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.tickets_state_idx;

-- 02.003  change the type of state of public.tickets to integer
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.tickets · rewrites public.tickets · own transaction
-- from    Ticket::state · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    DROP CONSTRAINT state_is_known,
    DROP CONSTRAINT state_is_short,
    ALTER COLUMN state DROP DEFAULT,
    ALTER COLUMN state TYPE integer
    USING (CASE state WHEN 'new' THEN 0 ELSE 9 END),
    ALTER COLUMN state SET DEFAULT 0,
    ADD CONSTRAINT state_is_known
    CHECK (state BETWEEN 0 AND 9);

---- 03_index.sql

-- 03.001  create index tickets_open_idx on public.tickets, concurrently
-- locks   public.tickets: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.tickets · outside a transaction block
-- from    Ticket::index on id · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY tickets_open_idx
    ON public.tickets (id) WHERE state < 9;

---- 04_finish.sql

-- 04.001  comment on table public.tickets and what belongs to it
-- locks   public.tickets: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Ticket · undo: rollback.sql 04.001 (ACCESS SHARE)
COMMENT ON CONSTRAINT state_is_known ON public.tickets IS '0 is new';

---- 05_verify.sql

-- 05.001  verify 5 facts in the catalog
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
            ('public.tickets', 'state_is_known', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.tickets_open_idx', 'public.tickets')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint state_is_short of public.tickets', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.tickets') AND conname = 'state_is_short')),
            ('index public.tickets_state_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.tickets_state_idx') AND relkind IN ('i', 'I'))),
            ('type of public.tickets.state', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'state' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'integer'
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

---- rollback.sql

-- 04.001  undone: comment on table public.tickets and what belongs to it
COMMENT ON CONSTRAINT state_is_known ON public.tickets IS NULL;

-- 03.001  undone: drop index tickets_open_idx of public.tickets, concurrently
DROP INDEX CONCURRENTLY public.tickets_open_idx;

-- 02.003  undone: change the type of state of public.tickets to text
ALTER TABLE public.tickets
    DROP CONSTRAINT state_is_known,
    ALTER COLUMN state DROP DEFAULT,
    ALTER COLUMN state TYPE text
    USING (CASE state WHEN 0 THEN 'new' ELSE 'done' END),
    ALTER COLUMN state SET DEFAULT 'new',
    ADD CONSTRAINT state_is_known
    CHECK (state IN ('new', 'done')),
    ADD CONSTRAINT state_is_short
    CHECK (length(state) < 10);

-- 02.002  undone: create index tickets_state_idx on public.tickets, concurrently
CREATE INDEX CONCURRENTLY tickets_state_idx
    ON public.tickets (state);

-- 02.001  undone: create index tickets_open_idx on public.tickets, concurrently
CREATE INDEX CONCURRENTLY tickets_open_idx
    ON public.tickets (id) WHERE state <> 'done';
