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

---- 02_finish.sql

-- 02.001  change storage parameters of index documents_body_idx of public.documents
-- locks   public.documents_body_idx: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Document::index on body · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER INDEX public.documents_body_idx
    SET (fastupdate = 'false'), RESET (gin_pending_list_limit);

-- 02.002  change storage parameters of index documents_title_idx of public.documents
-- locks   public.documents_title_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Document::index on title · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.documents_title_idx
    SET (fillfactor = '90'), RESET (deduplicate_items);

-- 02.003  comment on table public.documents and what belongs to it
-- locks   public.documents_title_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Document · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE)
COMMENT ON INDEX public.documents_title_idx IS 'For looking up.';

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
        SELECT subject FROM (VALUES
            ('storage parameters of public.documents_body_idx', EXISTS (SELECT FROM pg_catalog.pg_class AS class LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = class.reltoastrelid
                WHERE class.oid = pg_catalog.to_regclass('public.documents_body_idx') AND ARRAY(SELECT pg_catalog.unnest(class.reloptions) ORDER BY 1) = ARRAY(SELECT pg_catalog.unnest(ARRAY['fastupdate=false']::pg_catalog.text[]) ORDER BY 1) AND (toast.oid IS NULL OR ARRAY(SELECT pg_catalog.unnest(toast.reloptions) ORDER BY 1) = ARRAY(SELECT pg_catalog.unnest(ARRAY[]::pg_catalog.text[]) ORDER BY 1)))),
            ('storage parameters of public.documents_title_idx', EXISTS (SELECT FROM pg_catalog.pg_class AS class LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = class.reltoastrelid
                WHERE class.oid = pg_catalog.to_regclass('public.documents_title_idx') AND ARRAY(SELECT pg_catalog.unnest(class.reloptions) ORDER BY 1) = ARRAY(SELECT pg_catalog.unnest(ARRAY['fillfactor=90']::pg_catalog.text[]) ORDER BY 1) AND (toast.oid IS NULL OR ARRAY(SELECT pg_catalog.unnest(toast.reloptions) ORDER BY 1) = ARRAY(SELECT pg_catalog.unnest(ARRAY[]::pg_catalog.text[]) ORDER BY 1))))
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

-- 02.003  undone: comment on table public.documents and what belongs to it
COMMENT ON INDEX public.documents_title_idx IS NULL;

-- 02.002  undone: change storage parameters of index documents_title_idx of public.documents
ALTER INDEX public.documents_title_idx
    SET (fillfactor = '70', deduplicate_items = 'false');

-- 02.001  undone: change storage parameters of index documents_body_idx of public.documents
ALTER INDEX public.documents_body_idx
    SET (gin_pending_list_limit = '128'), RESET (fastupdate);
