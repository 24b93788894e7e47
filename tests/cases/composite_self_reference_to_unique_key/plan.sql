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
        SELECT 'ownership of ' || name FROM (VALUES ('public.regions')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.regions')) AS needed (name)
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

-- 01.002  report orphans of 1 foreign key, fails for none
-- locks   public.regions: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.regions · own transaction
-- undo    nothing to undo
SELECT 'regions_tenant_id_parent_id_fkey' AS foreign_key, 'public.regions' AS referencing_table, count(*) AS orphans
      FROM ONLY public.regions AS child
     WHERE child.tenant_id IS NOT NULL AND child.parent_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.regions AS parent
                        WHERE parent.tenant_id OPERATOR(pg_catalog.=) child.tenant_id
                          AND parent.id OPERATOR(pg_catalog.=) child.parent_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  create table public.sites
-- locks   public.sites: new in this migration
-- scan    none · own transaction
-- from    Site · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.sites (
    id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    parent_id bigint,
    CONSTRAINT sites_pkey PRIMARY KEY (id),
    CONSTRAINT sites_tenant_id_id_key UNIQUE (tenant_id, id),
    CONSTRAINT sites_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES public.sites (tenant_id, id)
);

---- 03_index.sql

-- 03.001  create index regions_tenant_id_parent_id_idx on public.regions, concurrently
-- locks   public.regions: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.regions · outside a transaction block
-- from    Region::index on tenant_id, parent_id · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY regions_tenant_id_parent_id_idx
    ON public.regions (tenant_id, parent_id);

-- 03.002  create unique index regions_tenant_id_id_key on public.regions, concurrently
-- locks   public.regions: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.regions · outside a transaction block
-- from    Region::(tenant_id, id) · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY regions_tenant_id_id_key
    ON public.regions (tenant_id, id);

---- 04_key.sql

-- 04.001  make index regions_tenant_id_id_key the unique regions_tenant_id_id_key of public.regions
-- locks   public.regions: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Region::(tenant_id, id) · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.regions
    ADD CONSTRAINT regions_tenant_id_id_key UNIQUE USING INDEX regions_tenant_id_id_key;

---- 05_add_not_valid.sql

-- 05.001  add foreign key regions_tenant_id_parent_id_fkey, not yet valid
-- locks   public.regions: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Region::tenant_id, parent_id · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.regions
    ADD CONSTRAINT regions_tenant_id_parent_id_fkey
    FOREIGN KEY (tenant_id, parent_id) REFERENCES public.regions (tenant_id, id) ON DELETE SET NULL (parent_id)
    NOT VALID;

---- 06_audit.sql

-- 06.001  audit foreign key regions_tenant_id_parent_id_fkey: fails where orphans are left
-- locks   public.regions: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.regions · own transaction, required: else writers of public.regions wait through this scan
-- from    Region::tenant_id, parent_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.regions AS child
     WHERE child.tenant_id IS NOT NULL AND child.parent_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.regions AS parent
                        WHERE parent.tenant_id OPERATOR(pg_catalog.=) child.tenant_id
                          AND parent.id OPERATOR(pg_catalog.=) child.parent_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.tenant_id::text, 'NULL'), coalesce(child.parent_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.regions AS child
     WHERE child.tenant_id IS NOT NULL AND child.parent_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.regions AS parent
                        WHERE parent.tenant_id OPERATOR(pg_catalog.=) child.tenant_id
                          AND parent.id OPERATOR(pg_catalog.=) child.parent_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint regions_tenant_id_parent_id_fkey of public.regions: ' || orphans || ' orphan rows',
            DETAIL = 'keys (tenant_id, parent_id) without a row in public.regions, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 07_validate.sql

-- 07.001  validate foreign key regions_tenant_id_parent_id_fkey
-- locks   public.regions: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.regions · own transaction, required: else writers of public.regions wait through this scan
-- from    Region::tenant_id, parent_id · undo: nothing to undo
ALTER TABLE public.regions
    VALIDATE CONSTRAINT regions_tenant_id_parent_id_fkey;

---- 08_verify.sql

-- 08.001  verify 5 facts in the catalog
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
            ('public.regions', 'regions_tenant_id_id_key', 'u', 'UNIQUE (tenant_id, id)'),
            ('public.regions', 'regions_tenant_id_parent_id_fkey', 'f', 'FOREIGN KEY (tenant_id, parent_id) REFERENCES public.regions(tenant_id, id) ON DELETE SET NULL (parent_id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.regions_tenant_id_id_key', 'public.regions'),
            ('public.regions_tenant_id_parent_id_idx', 'public.regions')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('table public.sites', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.sites') AND relkind IN ('r', 'p')))
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

-- 05.001  undone: drop foreign key regions_tenant_id_parent_id_fkey of public.regions
ALTER TABLE public.regions
    DROP CONSTRAINT regions_tenant_id_parent_id_fkey;

-- 04.001  undone: drop constraint regions_tenant_id_id_key of public.regions
ALTER TABLE public.regions
    DROP CONSTRAINT regions_tenant_id_id_key;

-- 03.001  undone: drop index regions_tenant_id_parent_id_idx of public.regions, concurrently
DROP INDEX CONCURRENTLY public.regions_tenant_id_parent_id_idx;

-- 02.001  undone: drop table public.sites
DROP TABLE public.sites;
