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
        UNION ALL
        SELECT 'ownership of ' || name FROM (VALUES ('public.t')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.t')) AS needed (name)
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

-- 01.002  look for rows of public.t that violate t_check
-- locks   public.t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.t
     WHERE (violating_rows > 0 AND sample_keys > 0 AND row_key > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(t.row_key::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.t
     WHERE (violating_rows > 0 AND sample_keys > 0 AND row_key > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint t_check of public.t: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (row_key), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.t that are equal under t_orphans_key
-- locks   public.t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', orphans::text) || ')' AS duplicate_key
            FROM ONLY public.t
           WHERE orphans IS NOT NULL
           GROUP BY orphans
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', orphans::text) || ')' AS duplicate_key
            FROM ONLY public.t
           WHERE orphans IS NOT NULL
           GROUP BY orphans
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index t_orphans_key of public.t: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.t that are equal under t_sample_keys_duplicate_keys_duplicate_key_idx
-- locks   public.t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', sample_keys::text, duplicate_keys::text, duplicate_key::text) || ')' AS duplicate_key
            FROM ONLY public.t
           WHERE sample_keys IS NOT NULL AND duplicate_keys IS NOT NULL AND duplicate_key IS NOT NULL
           GROUP BY sample_keys, duplicate_keys, duplicate_key
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', sample_keys::text, duplicate_keys::text, duplicate_key::text) || ')' AS duplicate_key
            FROM ONLY public.t
           WHERE sample_keys IS NOT NULL AND duplicate_keys IS NOT NULL AND duplicate_key IS NOT NULL
           GROUP BY sample_keys, duplicate_keys, duplicate_key
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index t_sample_keys_duplicate_keys_duplicate_key_idx of public.t: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.005  report orphans of 3 foreign keys, fails for none
-- locks   public.t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.t · own transaction
-- undo    nothing to undo
SELECT 't_child_fkey' AS foreign_key, 'public.t' AS referencing_table, count(*) AS orphans
      FROM ONLY public.t AS child
     WHERE child.child IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.row_key OPERATOR(pg_catalog.=) child.child)
UNION ALL
SELECT 't_parent_fkey' AS foreign_key, 'public.t' AS referencing_table, count(*) AS orphans
      FROM ONLY public.t AS child
     WHERE child.parent IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.row_key OPERATOR(pg_catalog.=) child.parent)
UNION ALL
SELECT 't_sample_fkey' AS foreign_key, 'public.t' AS referencing_table, count(*) AS orphans
      FROM ONLY public.t AS child
     WHERE child.sample IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.orphans OPERATOR(pg_catalog.=) child.sample)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_index.sql

-- 02.001  create index t_child_idx on public.t, concurrently
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · outside a transaction block
-- from    T::index on child · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY t_child_idx
    ON public.t (child);

-- 02.002  create index t_parent_idx on public.t, concurrently
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · outside a transaction block
-- from    T::index on parent · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY t_parent_idx
    ON public.t (parent);

-- 02.003  create index t_sample_idx on public.t, concurrently
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · outside a transaction block
-- from    T::index on sample · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY t_sample_idx
    ON public.t (sample);

-- 02.004  create unique index t_sample_keys_duplicate_keys_duplicate_key_idx on public.t, concurrently
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · outside a transaction block
-- from    T::index on sample_keys, duplicate_keys, duplicate_key · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY t_sample_keys_duplicate_keys_duplicate_key_idx
    ON public.t (sample_keys, duplicate_keys, duplicate_key);

-- 02.005  create unique index t_orphans_key on public.t, concurrently
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · outside a transaction block
-- from    T::orphans · undo: rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY t_orphans_key
    ON public.t (orphans);

---- 03_key.sql

-- 03.001  make index t_orphans_key the unique t_orphans_key of public.t
-- locks   public.t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::orphans · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.t
    ADD CONSTRAINT t_orphans_key UNIQUE USING INDEX t_orphans_key;

---- 04_add_not_valid.sql

-- 04.001  add check t_check to public.t, not yet valid
-- locks   public.t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::check violating_rows > 0 AND sample_keys > 0 AND row_key > 0 · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.t
    ADD CONSTRAINT t_check
    CHECK (violating_rows > 0 AND sample_keys > 0 AND row_key > 0)
    NOT VALID;

-- 04.002  add foreign key t_child_fkey, not yet valid
-- locks   public.t: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    T::child · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.t
    ADD CONSTRAINT t_child_fkey
    FOREIGN KEY (child) REFERENCES public.t (row_key)
    NOT VALID;

-- 04.003  add foreign key t_parent_fkey, not yet valid
-- locks   public.t: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    T::parent · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.t
    ADD CONSTRAINT t_parent_fkey
    FOREIGN KEY (parent) REFERENCES public.t (row_key)
    NOT VALID;

-- 04.004  add foreign key t_sample_fkey, not yet valid
-- locks   public.t: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    T::sample · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.t
    ADD CONSTRAINT t_sample_fkey
    FOREIGN KEY (sample) REFERENCES public.t (orphans)
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key t_child_fkey: fails where orphans are left
-- locks   public.t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.t · own transaction, required: else writers of public.t wait through this scan
-- from    T::child · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.t AS child
     WHERE child.child IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.row_key OPERATOR(pg_catalog.=) child.child);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.child::text, 'NULL')) || ')' AS key
      FROM ONLY public.t AS child
     WHERE child.child IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.row_key OPERATOR(pg_catalog.=) child.child)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint t_child_fkey of public.t: ' || orphans || ' orphan rows',
            DETAIL = 'keys (child) without a row in public.t, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 05.002  audit foreign key t_parent_fkey: fails where orphans are left
-- locks   public.t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.t · own transaction, required: else writers of public.t wait through this scan
-- from    T::parent · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.t AS child
     WHERE child.parent IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.row_key OPERATOR(pg_catalog.=) child.parent);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.parent::text, 'NULL')) || ')' AS key
      FROM ONLY public.t AS child
     WHERE child.parent IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.row_key OPERATOR(pg_catalog.=) child.parent)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint t_parent_fkey of public.t: ' || orphans || ' orphan rows',
            DETAIL = 'keys (parent) without a row in public.t, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 05.003  audit foreign key t_sample_fkey: fails where orphans are left
-- locks   public.t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.t · own transaction, required: else writers of public.t wait through this scan
-- from    T::sample · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.t AS child
     WHERE child.sample IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.orphans OPERATOR(pg_catalog.=) child.sample);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.sample::text, 'NULL')) || ')' AS key
      FROM ONLY public.t AS child
     WHERE child.sample IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.t AS parent
                        WHERE parent.orphans OPERATOR(pg_catalog.=) child.sample)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint t_sample_fkey of public.t: ' || orphans || ' orphan rows',
            DETAIL = 'keys (sample) without a row in public.t, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate check t_check
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · own transaction, required: else writers of public.t wait through this scan
-- from    T::check violating_rows > 0 AND sample_keys > 0 AND row_key > 0 · undo: nothing to undo
ALTER TABLE public.t
    VALIDATE CONSTRAINT t_check;

-- 06.002  validate foreign key t_child_fkey
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · own transaction, required: else writers of public.t wait through this scan
-- from    T::child · undo: nothing to undo
ALTER TABLE public.t
    VALIDATE CONSTRAINT t_child_fkey;

-- 06.003  validate foreign key t_parent_fkey
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · own transaction, required: else writers of public.t wait through this scan
-- from    T::parent · undo: nothing to undo
ALTER TABLE public.t
    VALIDATE CONSTRAINT t_parent_fkey;

-- 06.004  validate foreign key t_sample_fkey
-- locks   public.t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.t · own transaction, required: else writers of public.t wait through this scan
-- from    T::sample · undo: nothing to undo
ALTER TABLE public.t
    VALIDATE CONSTRAINT t_sample_fkey;

---- 07_verify.sql

-- 07.001  verify 10 facts in the catalog
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
            ('public.t', 't_check', 'c', NULL),
            ('public.t', 't_child_fkey', 'f', 'FOREIGN KEY (child) REFERENCES public.t(row_key)'),
            ('public.t', 't_orphans_key', 'u', 'UNIQUE (orphans)'),
            ('public.t', 't_parent_fkey', 'f', 'FOREIGN KEY (parent) REFERENCES public.t(row_key)'),
            ('public.t', 't_sample_fkey', 'f', 'FOREIGN KEY (sample) REFERENCES public.t(orphans)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.t_child_idx', 'public.t'),
            ('public.t_orphans_key', 'public.t'),
            ('public.t_parent_idx', 'public.t'),
            ('public.t_sample_idx', 'public.t'),
            ('public.t_sample_keys_duplicate_keys_duplicate_key_idx', 'public.t')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 04.004  undone: drop foreign key t_sample_fkey of public.t
ALTER TABLE public.t
    DROP CONSTRAINT t_sample_fkey;

-- 04.003  undone: drop foreign key t_parent_fkey of public.t
ALTER TABLE public.t
    DROP CONSTRAINT t_parent_fkey;

-- 04.002  undone: drop foreign key t_child_fkey of public.t
ALTER TABLE public.t
    DROP CONSTRAINT t_child_fkey;

-- 04.001  undone: drop constraint t_check of public.t
ALTER TABLE public.t
    DROP CONSTRAINT t_check;

-- 03.001  undone: drop constraint t_orphans_key of public.t
ALTER TABLE public.t
    DROP CONSTRAINT t_orphans_key;

-- 02.004  undone: drop index t_sample_keys_duplicate_keys_duplicate_key_idx of public.t, concurrently
DROP INDEX CONCURRENTLY public.t_sample_keys_duplicate_keys_duplicate_key_idx;

-- 02.003  undone: drop index t_sample_idx of public.t, concurrently
DROP INDEX CONCURRENTLY public.t_sample_idx;

-- 02.002  undone: drop index t_parent_idx of public.t, concurrently
DROP INDEX CONCURRENTLY public.t_parent_idx;

-- 02.001  undone: drop index t_child_idx of public.t, concurrently
DROP INDEX CONCURRENTLY public.t_child_idx;
