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

-- 01.002  look for rows of public.documents that are equal under documents_size_made_on_idx
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
      FROM (SELECT '(' || concat_ws(', ', coalesce(size::text, 'NULL'), coalesce(made_on::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.documents
           GROUP BY size, made_on
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(size::text, 'NULL'), coalesce(made_on::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.documents
           GROUP BY size, made_on
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index documents_size_made_on_idx of public.documents: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create index documents_body_all on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on body · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_body_all
    ON public.documents USING gin (body);

-- 02.002  create index documents_body_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on body · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_body_idx
    ON public.documents USING gin (body pg_catalog.jsonb_path_ops) WITH (fastupdate = 'false', gin_pending_list_limit = '128');

-- 02.003  create index documents_lower_expr_expr1_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on lower, expr, expr · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_lower_expr_expr1_idx
    ON public.documents ((lower(title)) COLLATE pg_catalog."C" pg_catalog.varchar_pattern_ops, (size + 1), (size + 2));

-- 02.004  create index documents_made_on_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on made_on · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_made_on_idx
    ON public.documents USING brin (made_on) WITH (pages_per_range = '16', autosummarize = 'true');

-- 02.005  create unique index documents_size_made_on_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on size, made_on · undo: rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY documents_size_made_on_idx
    ON public.documents (size, made_on) NULLS NOT DISTINCT WITH (fillfactor = '90');

-- 02.006  create index documents_sizes on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on int4range · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_sizes
    ON public.documents USING gist ((int4range(size, NULL)) pg_catalog.range_ops) INCLUDE (size) WITH (buffering = 'off');

-- 02.007  create index documents_title_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on title · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_title_idx
    ON public.documents USING hash (title) WITH (fillfactor = '80');

-- 02.008  create index documents_title_size_idx on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on title, size · undo: rollback.sql 02.008 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_title_size_idx
    ON public.documents (title COLLATE pg_catalog."C" DESC NULLS LAST, size);

-- 02.009  create index documents_titles on public.documents, concurrently
-- locks   public.documents: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.documents · outside a transaction block
-- from    Document::index on title · undo: rollback.sql 02.009 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY documents_titles
    ON public.documents (title pg_catalog.text_pattern_ops) INCLUDE (size) WITH (fillfactor = '80', deduplicate_items = 'false');

---- 03_verify.sql

-- 03.001  verify 9 facts in the catalog
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
            ('public.documents_body_all', 'public.documents'),
            ('public.documents_body_idx', 'public.documents'),
            ('public.documents_lower_expr_expr1_idx', 'public.documents'),
            ('public.documents_made_on_idx', 'public.documents'),
            ('public.documents_size_made_on_idx', 'public.documents'),
            ('public.documents_sizes', 'public.documents'),
            ('public.documents_title_idx', 'public.documents'),
            ('public.documents_title_size_idx', 'public.documents'),
            ('public.documents_titles', 'public.documents')
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

-- 02.009  undone: drop index documents_titles of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_titles;

-- 02.008  undone: drop index documents_title_size_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_title_size_idx;

-- 02.007  undone: drop index documents_title_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_title_idx;

-- 02.006  undone: drop index documents_sizes of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_sizes;

-- 02.005  undone: drop index documents_size_made_on_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_size_made_on_idx;

-- 02.004  undone: drop index documents_made_on_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_made_on_idx;

-- 02.003  undone: drop index documents_lower_expr_expr1_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_lower_expr_expr1_idx;

-- 02.002  undone: drop index documents_body_idx of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_body_idx;

-- 02.001  undone: drop index documents_body_all of public.documents, concurrently
DROP INDEX CONCURRENTLY public.documents_body_all;
