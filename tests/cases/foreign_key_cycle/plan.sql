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
        SELECT 'CREATE on schema public' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public'
            AND pg_catalog.has_schema_privilege(oid, 'CREATE'))
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

-- 02.001  create table public.departments
-- locks   public.departments: new in this migration
-- scan    none · own transaction
-- from    Department · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.departments (
    id bigint NOT NULL,
    head_id bigint,
    CONSTRAINT departments_pkey PRIMARY KEY (id)
);

-- 02.002  create table public.employees
-- locks   public.employees: new in this migration
-- scan    none · own transaction
-- from    Employee · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
CREATE TABLE public.employees (
    id bigint NOT NULL,
    department_id bigint NOT NULL,
    CONSTRAINT employees_pkey PRIMARY KEY (id)
);

---- 03_index.sql

-- 03.001  create index departments_head_id_idx on the new table public.departments
-- locks   public.departments: new in this migration
-- scan    public.departments · own transaction
-- from    Department::index on head_id · undo: with public.departments
CREATE INDEX departments_head_id_idx
    ON public.departments (head_id);

-- 03.002  create index employees_department_id_idx on the new table public.employees
-- locks   public.employees: new in this migration
-- scan    public.employees · own transaction
-- from    Employee::index on department_id · undo: with public.employees
CREATE INDEX employees_department_id_idx
    ON public.employees (department_id);

---- 04_add_not_valid.sql

-- 04.001  add foreign key departments_head_id_fkey, not yet valid
-- locks   public.departments, public.employees: new in this migration
-- scan    none · own transaction
-- from    Department::head_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.departments
    ADD CONSTRAINT departments_head_id_fkey
    FOREIGN KEY (head_id) REFERENCES public.employees (id) ON DELETE SET NULL
    NOT VALID;

-- 04.002  add foreign key employees_department_id_fkey, not yet valid
-- locks   public.departments, public.employees: new in this migration
-- scan    none · own transaction
-- from    Employee::department_id · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.employees
    ADD CONSTRAINT employees_department_id_fkey
    FOREIGN KEY (department_id) REFERENCES public.departments (id) ON DELETE RESTRICT
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key departments_head_id_fkey: fails where orphans are left
-- locks   public.departments, public.employees: new in this migration
-- scan    public.departments, public.employees · own transaction
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

-- 05.002  audit foreign key employees_department_id_fkey: fails where orphans are left
-- locks   public.departments, public.employees: new in this migration
-- scan    public.departments, public.employees · own transaction
-- from    Employee::department_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.employees AS child
     WHERE child.department_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.departments AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.department_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.department_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.employees AS child
     WHERE child.department_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.departments AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.department_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint employees_department_id_fkey of public.employees: ' || orphans || ' orphan rows',
            DETAIL = 'keys (department_id) without a row in public.departments, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key departments_head_id_fkey
-- locks   public.departments, public.employees: new in this migration
-- scan    public.departments, public.employees · own transaction
-- from    Department::head_id · undo: nothing to undo
ALTER TABLE public.departments
    VALIDATE CONSTRAINT departments_head_id_fkey;

-- 06.002  validate foreign key employees_department_id_fkey
-- locks   public.departments, public.employees: new in this migration
-- scan    public.departments, public.employees · own transaction
-- from    Employee::department_id · undo: nothing to undo
ALTER TABLE public.employees
    VALIDATE CONSTRAINT employees_department_id_fkey;

---- 07_verify.sql

-- 07.001  verify 6 facts in the catalog
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
            ('public.departments', 'departments_head_id_fkey', 'f', 'FOREIGN KEY (head_id) REFERENCES public.employees(id) ON DELETE SET NULL'),
            ('public.employees', 'employees_department_id_fkey', 'f', 'FOREIGN KEY (department_id) REFERENCES public.departments(id) ON DELETE RESTRICT')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.departments_head_id_idx', 'public.departments'),
            ('public.employees_department_id_idx', 'public.employees')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('table public.departments', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.departments') AND relkind IN ('r', 'p'))),
            ('table public.employees', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.employees') AND relkind IN ('r', 'p')))
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

-- 04.002  undone: drop foreign key employees_department_id_fkey of public.employees
ALTER TABLE public.employees
    DROP CONSTRAINT employees_department_id_fkey;

-- 04.001  undone: drop foreign key departments_head_id_fkey of public.departments
ALTER TABLE public.departments
    DROP CONSTRAINT departments_head_id_fkey;

-- 02.002  undone: drop table public.employees
DROP TABLE public.employees;

-- 02.001  undone: drop table public.departments
DROP TABLE public.departments;
