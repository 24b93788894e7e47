---- 01_create.sql

-- 01.001  rename value 'Open' of public.state to 'it''s open'
-- locks   none
-- scan    none · own transaction
-- from    State · undo: rollback.sql 01.001 (no locks)
ALTER TYPE public.state
    RENAME VALUE 'Open' TO 'it''s open';

-- 01.002  rename value 'Shut' of public.state to 'Closed'
-- locks   none
-- scan    none · own transaction
-- from    State · undo: rollback.sql 01.002 (no locks)
ALTER TYPE public.state
    RENAME VALUE 'Shut' TO 'Closed';

-- 01.003  add value 'New' to public.state
-- locks   none
-- scan    none · own transaction
-- from    State · undo: none, PostgreSQL takes no value of public.state away
ALTER TYPE public.state ADD VALUE 'New' BEFORE 'it''s open';

---- 02_verify.sql

-- 02.001  verify 3 facts in the catalog
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
            ('label ''Closed'' of public.state', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') AND enumlabel = 'Closed')),
            ('label ''New'' of public.state', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') AND enumlabel = 'New')),
            ('label ''it''''s open'' of public.state', EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') AND enumlabel = 'it''s open'))
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

-- 01.003  irreversible: PostgreSQL takes no value of public.state away

-- 01.002  undone: rename value 'Closed' of public.state to 'Shut'
ALTER TYPE public.state
    RENAME VALUE 'Closed' TO 'Shut';

-- 01.001  undone: rename value 'it''s open' of public.state to 'Open'
ALTER TYPE public.state
    RENAME VALUE 'it''s open' TO 'Open';
