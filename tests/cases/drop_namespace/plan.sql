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
        SELECT 'ownership of ' || name FROM (VALUES ('billing.invoices')) AS needed (name)
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

-- 02.001  drop foreign key invoices_user_id_fkey of billing.invoices
-- locks   billing.invoices, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE billing.invoices
    DROP CONSTRAINT invoices_user_id_fkey;

-- 02.002  drop table billing.invoices
-- locks   billing.invoices: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of billing.invoices are gone
DROP TABLE billing.invoices;

-- 02.003  drop schema billing
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (no locks)
DROP SCHEMA billing;

---- 03_verify.sql

-- 03.001  verify 3 facts in the catalog
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
            ('constraint invoices_user_id_fkey of billing.invoices', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.invoices') AND conname = 'invoices_user_id_fkey')),
            ('schema billing', NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'billing')),
            ('table billing.invoices', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('billing.invoices') AND relkind IN ('r', 'p')))
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

-- 02.002  irreversible: the rows of billing.invoices are gone

-- 02.003  undone: create schema billing
CREATE SCHEMA billing;

-- 02.003  undone: comment on billing
COMMENT ON SCHEMA billing IS 'Bills.';

-- 02.001  undone: add foreign key invoices_user_id_fkey, not yet valid
ALTER TABLE billing.invoices
    ADD CONSTRAINT invoices_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 02.001  undone: validate foreign key invoices_user_id_fkey
ALTER TABLE billing.invoices
    VALIDATE CONSTRAINT invoices_user_id_fkey;
