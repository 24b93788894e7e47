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
        SELECT 'ownership of ' || name FROM (VALUES ('public.users')) AS needed (name)
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

-- 02.001  change storage parameters of index users_email_key of public.users
-- locks   public.users_email_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.users_email_key
    SET (fillfactor = '80'), RESET (deduplicate_items);

-- 02.002  comment on table public.users and what belongs to it
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    User · undo: rollback.sql 02.002 (ACCESS SHARE)
COMMENT ON CONSTRAINT users_email_key ON public.users IS 'For signing in.';

---- 03_verify.sql

-- 03.001  verify 1 fact in the catalog
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
            ('storage parameters of public.users_email_key', EXISTS (SELECT FROM pg_catalog.pg_class AS class LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = class.reltoastrelid
                WHERE class.oid = pg_catalog.to_regclass('public.users_email_key') AND ARRAY(SELECT pg_catalog.unnest(class.reloptions) ORDER BY 1) = ARRAY(SELECT pg_catalog.unnest(ARRAY['fillfactor=80']::pg_catalog.text[]) ORDER BY 1) AND (toast.oid IS NULL OR ARRAY(SELECT pg_catalog.unnest(toast.reloptions) ORDER BY 1) = ARRAY(SELECT pg_catalog.unnest(ARRAY[]::pg_catalog.text[]) ORDER BY 1))))
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

-- 02.002  undone: comment on table public.users and what belongs to it
COMMENT ON CONSTRAINT users_email_key ON public.users IS NULL;

-- 02.001  undone: change storage parameters of index users_email_key of public.users
ALTER INDEX public.users_email_key
    SET (fillfactor = '70', deduplicate_items = 'false');
