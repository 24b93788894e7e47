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
        SELECT 'ownership of ' || name FROM (VALUES ('public.tickets')) AS needed (name)
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

---- 02_drop.sql

-- 02.001  drop constraint amount_positive of public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    DROP CONSTRAINT amount_positive;

-- 02.002  set the default of amount of public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::amount · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    ALTER COLUMN amount SET DEFAULT 0;

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
            ('constraint amount_positive of public.tickets', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.tickets') AND conname = 'amount_positive')),
            ('default of public.tickets.amount', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'amount' AND NOT attisdropped AND atthasdef = true))
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

-- 02.002  undone: set the default of amount of public.tickets
ALTER TABLE public.tickets
    ALTER COLUMN amount SET DEFAULT 1;

-- 02.001  undone: add check amount_positive to public.tickets, not yet valid
ALTER TABLE public.tickets
    ADD CONSTRAINT amount_positive
    CHECK (amount > 0)
    NOT VALID;

-- 02.001  undone: validate check amount_positive
ALTER TABLE public.tickets
    VALIDATE CONSTRAINT amount_positive;
