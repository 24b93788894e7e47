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
        SELECT 'ownership of ' || name FROM (VALUES ('public.documents')) AS needed (name)
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

-- 02.001  create index documents_expr_expr1_size_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on expr, expr, size · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_expr_expr1_size_idx
    ON public.documents ((size + 1), (size * 2), size);

-- 02.002  create index documents_lower_lower1_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on lower, lower · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_lower_lower1_idx
    ON public.documents ((lower(title)), (lower(title || 'x')));

---- 03_verify.sql

-- 03.001  verify 2 facts in the catalog
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
            ('public.documents_expr_expr1_size_idx', 'public.documents'),
            ('public.documents_lower_lower1_idx', 'public.documents')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 02.002  undone: drop index documents_lower_lower1_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_lower_lower1_idx;

-- 02.001  undone: drop index documents_expr_expr1_size_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_expr_expr1_size_idx;
