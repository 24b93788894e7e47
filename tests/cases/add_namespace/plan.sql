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
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.users')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.has_table_privilege(oid, 'REFERENCES') AND pg_catalog.has_table_privilege(oid, 'SELECT'))
    ) AS needed (privilege);
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'role ' || current_user || ' lacks: ' || lacking,
            HINT = 'Run the migration as the owner of the tables. A table that is not there is owned by nobody.';
    END IF;
END
$check$;

---- 02_create.sql

-- 02.001  create schema billing
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: rollback.sql 02.001 (no locks)
CREATE SCHEMA billing;

-- 02.002  create schema empty
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: rollback.sql 02.002 (no locks)
CREATE SCHEMA empty;

-- 02.003  create table billing.invoices
-- locks   billing.invoices: new in this migration
-- scan    none · own transaction
-- from    Invoice · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
CREATE TABLE billing.invoices (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT invoices_pkey PRIMARY KEY (id)
);

---- 03_index.sql

-- 03.001  create index invoices_user_id_idx on the new table billing.invoices
-- locks   billing.invoices: new in this migration
-- scan    billing.invoices · own transaction
-- from    Invoice::index on user_id · undo: with billing.invoices
CREATE INDEX invoices_user_id_idx
    ON billing.invoices (user_id);

---- 04_add_not_valid.sql

-- 04.001  add foreign key invoices_user_id_fkey, not yet valid
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); billing.invoices: new in this migration
-- scan    none · own transaction
-- from    Invoice::user_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE billing.invoices
    ADD CONSTRAINT invoices_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key invoices_user_id_fkey: fails where orphans are left
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait); billing.invoices: new in this migration
-- scan    billing.invoices, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Invoice::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY billing.invoices AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY billing.invoices AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint invoices_user_id_fkey of billing.invoices: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key invoices_user_id_fkey
-- locks   public.users: ROW SHARE (nobody's reads or writes wait); billing.invoices: new in this migration
-- scan    billing.invoices, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Invoice::user_id · undo: nothing to undo
ALTER TABLE billing.invoices
    VALIDATE CONSTRAINT invoices_user_id_fkey;

---- 07_finish.sql

-- 07.001  comment on billing
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: with billing
COMMENT ON SCHEMA billing IS 'Bills, and what is paid.';

-- 07.002  comment on empty
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: with empty
COMMENT ON SCHEMA empty IS 'Nothing yet.';

-- 07.003  comment on table billing.invoices and what belongs to it
-- locks   billing.invoices: new in this migration
-- scan    none · own transaction
-- from    Invoice · undo: with billing.invoices
COMMENT ON TABLE billing.invoices IS 'A bill.';

---- 08_verify.sql

-- 08.001  verify 5 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT 'constraint ' || name || ' of ' || table_name FROM (VALUES
            ('billing.invoices', 'invoices_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('billing.invoices_user_id_idx', 'billing.invoices')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('schema billing', EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'billing')),
            ('schema empty', EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'empty')),
            ('table billing.invoices', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('billing.invoices') AND relkind IN ('r', 'p')))
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

-- 04.001  undone: drop foreign key invoices_user_id_fkey of billing.invoices
ALTER TABLE billing.invoices
    DROP CONSTRAINT invoices_user_id_fkey;

-- 02.003  undone: drop table billing.invoices
DROP TABLE billing.invoices;

-- 02.002  undone: drop schema empty
DROP SCHEMA empty;

-- 02.001  undone: drop schema billing
DROP SCHEMA billing;
