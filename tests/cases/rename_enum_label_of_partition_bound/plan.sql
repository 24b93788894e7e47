---- 01_create.sql

-- 01.001  rename value 'OPEN' of public.state to 'BEGUN'
-- locks   none
-- scan    none · own transaction
-- from    State · undo: rollback.sql 01.001 (no locks)
ALTER TYPE public.state
    RENAME VALUE 'OPEN' TO 'BEGUN';

---- 02_verify.sql

-- 02.001  verify 1 fact in the catalog
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
            ('label ''BEGUN'' of public.state', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') AND enumlabel = 'BEGUN'))
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

-- 01.001  undone: rename value 'BEGUN' of public.state to 'OPEN'
ALTER TYPE public.state
    RENAME VALUE 'BEGUN' TO 'OPEN';
