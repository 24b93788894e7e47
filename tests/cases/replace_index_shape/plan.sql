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

-- 01.002  look for rows of public.documents that are equal under documents_title_size_idx_new
-- locks   public.documents: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.documents · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(title::text, 'NULL'), coalesce(size::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.documents
           GROUP BY title, size
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(title::text, 'NULL'), coalesce(size::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.documents
           GROUP BY title, size
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index documents_title_size_idx_new of public.documents: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create index documents_body_idx_new on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- undo    rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_body_idx_new
    ON public.documents USING gin (body pg_catalog.jsonb_path_ops);

-- 02.002  create index documents_size_idx_new on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_size_idx_new
    ON public.documents USING hash (size);

-- 02.003  create index documents_title_idx_new on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- undo    rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_title_idx_new
    ON public.documents (title COLLATE pg_catalog."C" pg_catalog.text_pattern_ops);

-- 02.004  create unique index documents_title_size_idx_new on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- undo    rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY documents_title_size_idx_new
    ON public.documents (title, size) NULLS NOT DISTINCT WITH (fillfactor = '70');

---- 03_finish.sql

-- 03.001  drop index documents_body_idx of public.documents, concurrently
-- locks   public.documents, public.documents_body_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Document::index on body · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.documents_body_idx;

-- 03.002  rename index documents_body_idx_new of public.documents to documents_body_idx
-- locks   public.documents_body_idx_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Document::index on body · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.documents_body_idx_new
    RENAME TO documents_body_idx;

-- 03.003  drop index documents_size_idx of public.documents, concurrently
-- locks   public.documents, public.documents_size_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Document::index on size · undo: rollback.sql 03.003 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.documents_size_idx;

-- 03.004  rename index documents_size_idx_new of public.documents to documents_size_idx
-- locks   public.documents_size_idx_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Document::index on size · undo: rollback.sql 03.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.documents_size_idx_new
    RENAME TO documents_size_idx;

-- 03.005  drop index documents_title_idx of public.documents, concurrently
-- locks   public.documents, public.documents_title_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Document::index on title · undo: rollback.sql 03.005 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.documents_title_idx;

-- 03.006  rename index documents_title_idx_new of public.documents to documents_title_idx
-- locks   public.documents_title_idx_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Document::index on title · undo: rollback.sql 03.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.documents_title_idx_new
    RENAME TO documents_title_idx;

-- 03.007  drop index documents_title_size_idx of public.documents, concurrently
-- locks   public.documents, public.documents_title_size_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Document::index on title, size · undo: rollback.sql 03.007 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.documents_title_size_idx;

-- 03.008  rename index documents_title_size_idx_new of public.documents to documents_title_size_idx
-- locks   public.documents_title_size_idx_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Document::index on title, size · undo: rollback.sql 03.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.documents_title_size_idx_new
    RENAME TO documents_title_size_idx;

---- 04_verify.sql

-- 04.001  verify 8 facts in the catalog
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
            ('public.documents_body_idx', 'public.documents'),
            ('public.documents_size_idx', 'public.documents'),
            ('public.documents_title_idx', 'public.documents'),
            ('public.documents_title_size_idx', 'public.documents')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('index public.documents_body_idx_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.documents_body_idx_new') AND relkind IN ('i', 'I'))),
            ('index public.documents_size_idx_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.documents_size_idx_new') AND relkind IN ('i', 'I'))),
            ('index public.documents_title_idx_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.documents_title_idx_new') AND relkind IN ('i', 'I'))),
            ('index public.documents_title_size_idx_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.documents_title_size_idx_new') AND relkind IN ('i', 'I')))
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

-- 03.008  undone: rename index documents_title_size_idx of public.documents to documents_title_size_idx_new
ALTER INDEX public.documents_title_size_idx
    RENAME TO documents_title_size_idx_new;

-- 03.007  undone: create unique index documents_title_size_idx on public.documents, concurrently
CREATE UNIQUE INDEX CONCURRENTLY documents_title_size_idx
    ON public.documents (title, size);

-- 03.006  undone: rename index documents_title_idx of public.documents to documents_title_idx_new
ALTER INDEX public.documents_title_idx
    RENAME TO documents_title_idx_new;

-- 03.005  undone: create index documents_title_idx on public.documents, concurrently
CREATE INDEX CONCURRENTLY documents_title_idx
    ON public.documents (title);

-- 03.004  undone: rename index documents_size_idx of public.documents to documents_size_idx_new
ALTER INDEX public.documents_size_idx
    RENAME TO documents_size_idx_new;

-- 03.003  undone: create index documents_size_idx on public.documents, concurrently
CREATE INDEX CONCURRENTLY documents_size_idx
    ON public.documents (size);

-- 03.002  undone: rename index documents_body_idx of public.documents to documents_body_idx_new
ALTER INDEX public.documents_body_idx
    RENAME TO documents_body_idx_new;

-- 03.001  undone: create index documents_body_idx on public.documents, concurrently
CREATE INDEX CONCURRENTLY documents_body_idx
    ON public.documents USING gin (body);

-- 02.004  undone: drop index documents_title_size_idx_new of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_title_size_idx_new;

-- 02.003  undone: drop index documents_title_idx_new of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_title_idx_new;

-- 02.002  undone: drop index documents_size_idx_new of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_size_idx_new;

-- 02.001  undone: drop index documents_body_idx_new of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_body_idx_new;
