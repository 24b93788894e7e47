---- 01_add_not_valid.sql

-- 01.001  add check email_at_new of domain public.email, not yet valid
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 01.001 (no locks)
ALTER DOMAIN public.email
    ADD CONSTRAINT email_at_new CHECK (VALUE ~ '.@.') NOT VALID;

---- 02_validate.sql

-- 02.001  validate check email_at_new of domain public.email
-- locks   public.users: SHARE (writes wait, reads do not)
-- scan    public.users · own transaction
-- from    Email · undo: nothing to undo
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT email_at_new;

---- 03_finish.sql

-- 03.001  drop check email_at of domain public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 03.001 (SHARE)
ALTER DOMAIN public.email
    DROP CONSTRAINT email_at;

-- 03.002  rename check email_at_new of domain public.email to email_at
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 03.002 (no locks)
ALTER DOMAIN public.email
    RENAME CONSTRAINT email_at_new TO email_at;

---- 04_verify.sql

-- 04.001  verify 2 facts in the catalog
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
            ('constraint email_at of public.email', EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'email_at' AND convalidated)),
            ('constraint email_at_new of public.email', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'email_at_new'))
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

-- 03.002  undone: rename check email_at of domain public.email to email_at_new
ALTER DOMAIN public.email
    RENAME CONSTRAINT email_at TO email_at_new;

-- 03.001  undone: add check email_at of domain public.email, not yet valid
ALTER DOMAIN public.email
    ADD CONSTRAINT email_at CHECK (VALUE ~ '@') NOT VALID;

-- 03.001  undone: validate check email_at of domain public.email
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT email_at;

-- 01.001  undone: drop check email_at_new of domain public.email
ALTER DOMAIN public.email
    DROP CONSTRAINT email_at_new;
