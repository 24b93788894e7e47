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
        SELECT 'ownership of ' || name FROM (VALUES ('public.fails'),
            ('public.tasks')) AS needed (name)
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

---- 02_index.sql

-- 02.001  create unique index tasks_pkey_new on public.tasks, concurrently
-- locks   public.tasks: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.tasks · outside a transaction block
-- from    Task::(id, run) · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY tasks_pkey_new
    ON public.tasks (id, run);

---- 03_finish.sql

-- 03.001  drop foreign key fails_id_fkey of public.fails
-- locks   public.fails, public.tasks: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 03.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.fails
    DROP CONSTRAINT fails_id_fkey;

-- 03.002  make index tasks_pkey_new the primary key tasks_pkey of public.tasks in place of tasks_pkey
-- locks   public.tasks: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Task::(id, run) · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.tasks
    DROP CONSTRAINT tasks_pkey,
    ADD CONSTRAINT tasks_pkey PRIMARY KEY USING INDEX tasks_pkey_new;

---- 04_verify.sql

-- 04.001  verify 3 facts in the catalog
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
            ('public.tasks', 'tasks_pkey', 'p', 'PRIMARY KEY (id, run)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.tasks_pkey', 'public.tasks')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint fails_id_fkey of public.fails', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.fails') AND conname = 'fails_id_fkey'))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 05_drop.sql

-- 05.001  drop table public.fails
-- locks   public.fails: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.tasks wait for these locks too
-- undo    none, the rows of public.fails are gone
DROP TABLE public.fails;

---- 06_verify.sql

-- 06.001  verify 1 fact in the catalog
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
            ('table public.fails', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.fails') AND relkind IN ('r', 'p')))
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

-- 05.001  irreversible: the rows of public.fails are gone

-- 03.002  undone: create unique index tasks_pkey_new on public.tasks, concurrently
CREATE UNIQUE INDEX CONCURRENTLY tasks_pkey_new
    ON public.tasks (id);

-- 03.002  undone: make index tasks_pkey_new the primary key tasks_pkey of public.tasks in place of tasks_pkey
ALTER TABLE public.tasks
    DROP CONSTRAINT tasks_pkey,
    ADD CONSTRAINT tasks_pkey PRIMARY KEY USING INDEX tasks_pkey_new;

-- 03.001  undone: add foreign key fails_id_fkey, not yet valid
ALTER TABLE public.fails
    ADD CONSTRAINT fails_id_fkey
    FOREIGN KEY (id) REFERENCES public.tasks (id)
    NOT VALID;

-- 03.001  undone: validate foreign key fails_id_fkey
ALTER TABLE public.fails
    VALIDATE CONSTRAINT fails_id_fkey;
