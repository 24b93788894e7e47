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

-- 02.001  create table public.folders
-- locks   public.folders: new in this migration
-- scan    none · own transaction
-- from    Folder · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.folders (
    id bigint NOT NULL,
    parent_id bigint,
    CONSTRAINT folders_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.folders (id) ON DELETE CASCADE,
    CONSTRAINT folders_pkey PRIMARY KEY (id)
);

---- 03_index.sql

-- 03.001  create index folders_parent_id_idx on the new table public.folders
-- locks   public.folders: new in this migration
-- scan    public.folders · own transaction
-- from    Folder::index on parent_id · undo: with public.folders
CREATE INDEX folders_parent_id_idx
    ON public.folders (parent_id);

---- 04_verify.sql

-- 04.001  verify 2 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT 'index ' || name FROM (VALUES
            ('public.folders_parent_id_idx', 'public.folders')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('table public.folders', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.folders') AND relkind IN ('r', 'p')))
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

-- 02.001  undone: drop table public.folders
DROP TABLE public.folders;
