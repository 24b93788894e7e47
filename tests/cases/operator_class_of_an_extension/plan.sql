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

---- 02_create.sql

-- 02.001  create extension pg_trgm
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: rollback.sql 02.001 (no locks)
CREATE EXTENSION pg_trgm WITH SCHEMA public;

---- 03_index.sql

-- 03.001  create index documents_signatures on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on title · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_signatures
    ON public.documents USING gist (title public.gist_trgm_ops (siglen = '32'));

-- 03.002  create index documents_trigrams on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on title · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_trigrams
    ON public.documents USING gin (title public.gin_trgm_ops);

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
        SELECT 'index ' || name FROM (VALUES
            ('public.documents_signatures', 'public.documents'),
            ('public.documents_trigrams', 'public.documents')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('extension pg_trgm', EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_trgm'))
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

-- 03.002  undone: drop index documents_trigrams of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_trigrams;

-- 03.001  undone: drop index documents_signatures of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_signatures;

-- 02.001  undone: drop extension pg_trgm
DROP EXTENSION pg_trgm;
