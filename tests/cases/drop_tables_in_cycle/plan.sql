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
        SELECT 'ownership of ' || name FROM (VALUES ('public.departments'),
            ('public.employees')) AS needed (name)
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

-- 02.001  drop foreign key departments_head_id_fkey of public.departments
-- locks   public.departments, public.employees: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.departments
    DROP CONSTRAINT departments_head_id_fkey;

-- 02.002  drop foreign key employees_department_id_fkey of public.employees
-- locks   public.departments, public.employees: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.002 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.employees
    DROP CONSTRAINT employees_department_id_fkey;

-- 02.003  drop table public.departments
-- locks   public.departments: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.departments are gone
DROP TABLE public.departments;

-- 02.004  drop table public.employees
-- locks   public.employees: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.departments wait for these locks too
-- undo    none, the rows of public.employees are gone
DROP TABLE public.employees;

---- 03_verify.sql

-- 03.001  verify 4 facts in the catalog
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
            ('constraint departments_head_id_fkey of public.departments', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.departments') AND conname = 'departments_head_id_fkey')),
            ('constraint employees_department_id_fkey of public.employees', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.employees') AND conname = 'employees_department_id_fkey')),
            ('table public.departments', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.departments') AND relkind IN ('r', 'p'))),
            ('table public.employees', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.employees') AND relkind IN ('r', 'p')))
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

-- 02.003  irreversible: the rows of public.departments are gone

-- 02.004  irreversible: the rows of public.employees are gone

-- 02.002  undone: add foreign key employees_department_id_fkey, not yet valid
ALTER TABLE public.employees
    ADD CONSTRAINT employees_department_id_fkey
    FOREIGN KEY (department_id) REFERENCES public.departments (id) ON DELETE RESTRICT
    NOT VALID;

-- 02.002  undone: validate foreign key employees_department_id_fkey
ALTER TABLE public.employees
    VALIDATE CONSTRAINT employees_department_id_fkey;

-- 02.001  undone: add foreign key departments_head_id_fkey, not yet valid
ALTER TABLE public.departments
    ADD CONSTRAINT departments_head_id_fkey
    FOREIGN KEY (head_id) REFERENCES public.employees (id) ON DELETE SET NULL
    NOT VALID;

-- 02.001  undone: validate foreign key departments_head_id_fkey
ALTER TABLE public.departments
    VALIDATE CONSTRAINT departments_head_id_fkey;
