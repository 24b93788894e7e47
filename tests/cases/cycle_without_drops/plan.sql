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
        SELECT 'ownership of ' || name FROM (VALUES ('public.departments')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.employees')) AS needed (name)
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

-- 01.002  report orphans of 1 foreign key, fails for none
-- locks   public.departments, public.employees: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.departments, public.employees · own transaction
-- undo    nothing to undo
SELECT 'departments_head_id_fkey' AS foreign_key, 'public.departments' AS referencing_table, count(*) AS orphans
      FROM ONLY public.departments AS child
     WHERE child.head_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.employees AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.head_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_add_not_valid.sql

-- 02.001  add foreign key departments_head_id_fkey, not yet valid
-- locks   public.departments, public.employees: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Department::head_id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.departments
    ADD CONSTRAINT departments_head_id_fkey
    FOREIGN KEY (head_id) REFERENCES public.employees (id) ON DELETE SET NULL
    NOT VALID;

---- 03_audit.sql

-- 03.001  audit foreign key departments_head_id_fkey: fails where orphans are left
-- locks   public.departments, public.employees: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.departments, public.employees · own transaction, required: else writers of public.departments wait through this scan
-- from    Department::head_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.departments AS child
     WHERE child.head_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.employees AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.head_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.head_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.departments AS child
     WHERE child.head_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.employees AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.head_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint departments_head_id_fkey of public.departments: ' || orphans || ' orphan rows',
            DETAIL = 'keys (head_id) without a row in public.employees, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 04_validate.sql

-- 04.001  validate foreign key departments_head_id_fkey
-- locks   public.departments: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.employees: ROW SHARE (nobody's reads or writes wait)
-- scan    public.departments, public.employees · own transaction, required: else writers of public.departments wait through this scan
-- from    Department::head_id · undo: nothing to undo
ALTER TABLE public.departments
    VALIDATE CONSTRAINT departments_head_id_fkey;

---- 05_verify.sql

-- 05.001  verify 1 fact in the catalog
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
            ('public.departments', 'departments_head_id_fkey', 'f', 'FOREIGN KEY (head_id) REFERENCES public.employees(id) ON DELETE SET NULL')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 02.001  undone: drop foreign key departments_head_id_fkey of public.departments
ALTER TABLE public.departments
    DROP CONSTRAINT departments_head_id_fkey;
