---- 01_create.sql

-- 01.001  set the default of domain public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 01.001 (no locks)
ALTER DOMAIN public.email SET DEFAULT 'c@d';

-- 01.002  drop the default of domain public.place
-- locks   none
-- scan    none · own transaction
-- from    Place · undo: rollback.sql 01.002 (no locks)
ALTER DOMAIN public.place DROP DEFAULT;

-- 01.003  set the default of domain public.weight
-- locks   none
-- scan    none · own transaction
-- from    Weight · undo: rollback.sql 01.003 (no locks)
ALTER DOMAIN public.weight SET DEFAULT 1;

---- 02_add_not_valid.sql

-- 02.001  add check email_short of domain public.email, not yet valid
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 02.001 (no locks)
ALTER DOMAIN public.email
    ADD CONSTRAINT email_short CHECK (length(VALUE) < 200) NOT VALID;

---- 03_validate.sql

-- 03.001  validate check email_short of domain public.email
-- locks   public.users: SHARE (writes wait, reads do not)
-- scan    public.users · own transaction
-- from    Email · undo: nothing to undo
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT email_short;

-- 03.002  have domain public.place take NULL
-- locks   none
-- scan    none · own transaction
-- from    Place · undo: none, to prove NOT NULL of public.place again takes a migration that reads tables while their writers wait
ALTER DOMAIN public.place
    DROP NOT NULL;

-- 03.003  have domain public.weight take no NULL
-- locks   public.users: SHARE (writes wait, reads do not)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Weight · undo: rollback.sql 03.003 (no locks)
ALTER DOMAIN public.weight
    SET NOT NULL;

---- 04_finish.sql

-- 04.001  comment on public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 04.001 (no locks)
COMMENT ON TYPE public.email IS 'An address for letters by wire.';

---- 05_verify.sql

-- 05.001  verify 6 facts in the catalog
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
            ('constraint email_short of public.email', EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'email_short' AND convalidated)),
            ('default of public.email', EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype('public.email') AND (typdefault IS NOT NULL) = true)),
            ('default of public.place', EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype('public.place') AND (typdefault IS NOT NULL) = false)),
            ('default of public.weight', EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype('public.weight') AND (typdefault IS NOT NULL) = true)),
            ('not null of public.place', EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype('public.place') AND typnotnull = false)),
            ('not null of public.weight', EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype('public.weight') AND typnotnull = true))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 06_drop.sql

-- 06.001  drop check email_at of domain public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 06.001 (SHARE)
ALTER DOMAIN public.email
    DROP CONSTRAINT email_at;

---- 07_verify.sql

-- 07.001  verify 1 fact in the catalog
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
            ('constraint email_at of public.email', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'email_at'))
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

-- 03.002  irreversible: to prove NOT NULL of public.place again takes a migration that reads tables while their writers wait

-- 06.001  undone: add check email_at of domain public.email, not yet valid
ALTER DOMAIN public.email
    ADD CONSTRAINT email_at CHECK (VALUE ~ '@') NOT VALID;

-- 06.001  undone: validate check email_at of domain public.email
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT email_at;

-- 04.001  undone: comment on public.email
COMMENT ON TYPE public.email IS 'An address for letters over the wire.';

-- 03.003  undone: have domain public.weight take NULL
ALTER DOMAIN public.weight
    DROP NOT NULL;

-- 02.001  undone: drop check email_short of domain public.email
ALTER DOMAIN public.email
    DROP CONSTRAINT email_short;

-- 01.003  undone: drop the default of domain public.weight
ALTER DOMAIN public.weight DROP DEFAULT;

-- 01.002  undone: set the default of domain public.place
ALTER DOMAIN public.place SET DEFAULT 1;

-- 01.001  undone: set the default of domain public.email
ALTER DOMAIN public.email SET DEFAULT 'a@b';
