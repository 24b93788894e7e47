---- 01_create.sql

-- 01.001  rename check two of domain public.amount to three
-- locks   none
-- scan    none · own transaction
-- from    Amount · undo: rollback.sql 01.001 (no locks)
ALTER DOMAIN public.amount
    RENAME CONSTRAINT two TO three;

-- 01.002  rename check one of domain public.amount to two
-- locks   none
-- scan    none · own transaction
-- from    Amount · undo: rollback.sql 01.002 (no locks)
ALTER DOMAIN public.amount
    RENAME CONSTRAINT one TO two;

---- 02_finish.sql

-- 02.001  comment on check three of domain public.amount
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (no locks)
COMMENT ON CONSTRAINT three ON DOMAIN public.amount IS 'Said now.';

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
            ('constraint one of public.amount', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.amount') AND conname = 'one'))
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

-- 02.001  undone: comment on check three of domain public.amount
COMMENT ON CONSTRAINT three ON DOMAIN public.amount IS NULL;

-- 01.002  undone: rename check two of domain public.amount to one
ALTER DOMAIN public.amount
    RENAME CONSTRAINT two TO one;

-- 01.001  undone: rename check three of domain public.amount to two
ALTER DOMAIN public.amount
    RENAME CONSTRAINT three TO two;
