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
        SELECT 'ownership of ' || name FROM (VALUES ('public.children'),
            ('public.parents')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.parents')) AS needed (name)
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

-- 02.001  change the type of id of public.parents to bigint
-- locks   public.parents: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.parents · rewrites public.parents · own transaction
-- from    Parent::id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.parents
    ALTER COLUMN id TYPE bigint;

-- 02.002  change the type of parent_id of public.children to bigint
-- locks   public.children: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.children · rewrites public.children · own transaction, required: else writers of public.parents wait through this scan
-- from    Child::parent_id · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.children
    ALTER COLUMN parent_id TYPE bigint
    USING (parent_id::bigint);

---- 03_add_not_valid.sql

-- 03.001  add foreign key children_parent_id_fkey, not yet valid
-- locks   public.children, public.parents: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Child::parent_id · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.children
    ADD CONSTRAINT children_parent_id_fkey
    FOREIGN KEY (parent_id) REFERENCES public.parents (id)
    NOT VALID;

---- 04_audit.sql

-- 04.001  audit foreign key children_parent_id_fkey: fails where orphans are left
-- locks   public.children, public.parents: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.children, public.parents · own transaction, required: else writers of public.children wait through this scan
-- from    Child::parent_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.children AS child
     WHERE child.parent_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.parents AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.parent_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.parent_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.children AS child
     WHERE child.parent_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.parents AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.parent_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint children_parent_id_fkey of public.children: ' || orphans || ' orphan rows',
            DETAIL = 'keys (parent_id) without a row in public.parents, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 05_validate.sql

-- 05.001  validate foreign key children_parent_id_fkey
-- locks   public.children: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.parents: ROW SHARE (nobody's reads or writes wait)
-- scan    public.children, public.parents · own transaction, required: else writers of public.children wait through this scan
-- from    Child::parent_id · undo: nothing to undo
ALTER TABLE public.children
    VALIDATE CONSTRAINT children_parent_id_fkey;

---- 06_verify.sql

-- 06.001  verify 3 facts in the catalog
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
            ('public.children', 'children_parent_id_fkey', 'f', 'FOREIGN KEY (parent_id) REFERENCES public.parents(id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('type of public.children.parent_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.children') AND attname = 'parent_id' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.parents.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.parents') AND attname = 'id' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid)))
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

-- 03.001  undone: drop foreign key children_parent_id_fkey of public.children
ALTER TABLE public.children
    DROP CONSTRAINT children_parent_id_fkey;

-- 02.002  undone: change the type of parent_id of public.children to text
ALTER TABLE public.children
    ALTER COLUMN parent_id TYPE text
    USING (parent_id::text);

-- 02.001  undone: change the type of id of public.parents to integer
ALTER TABLE public.parents
    ALTER COLUMN id TYPE integer;
