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
        SELECT 'ownership of ' || name FROM (VALUES ('public.events'),
            ('public.events_2020'),
            ('public.events_2021_a'),
            ('public.events_2021_rest')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
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

-- 01.002  report orphans of 3 foreign keys, fails for none
-- locks   public.events_2020, public.events_2021_a, public.events_2021_rest, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.users · own transaction
-- undo    nothing to undo
SELECT 'events_user_id_fkey' AS foreign_key, 'public.events_2020' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_2020 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
UNION ALL
SELECT 'events_user_id_fkey' AS foreign_key, 'public.events_2021_a' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_2021_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
UNION ALL
SELECT 'events_user_id_fkey' AS foreign_key, 'public.events_2021_rest' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_2021_rest AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_index.sql

-- 02.001  create index events_2020_user_id_idx on public.events_2020, concurrently
-- locks   public.events_2020: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020 · outside a transaction block
-- from    Event::index on user_id · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2020_user_id_idx
    ON public.events_2020 (user_id);

-- 02.002  create index events_2021_a_user_id_idx on public.events_2021_a, concurrently
-- locks   public.events_2021_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_a · outside a transaction block
-- from    Event::index on user_id · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2021_a_user_id_idx
    ON public.events_2021_a (user_id);

-- 02.003  create index events_2021_rest_user_id_idx on public.events_2021_rest, concurrently
-- locks   public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_rest · outside a transaction block
-- from    Event::index on user_id · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2021_rest_user_id_idx
    ON public.events_2021_rest (user_id);

-- 02.004  make index events_user_id_idx on public.events of those of its partitions
-- locks   public.events_2020_user_id_idx, public.events_2021_a_user_id_idx, public.events_2021_rest_user_id_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_2021: SHARE (writes wait, reads do not); public.events_2020, public.events_2021_a, public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on user_id · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_user_id_idx
    ON ONLY public.events (user_id);
CREATE INDEX events_2021_user_id_idx
    ON ONLY public.events_2021 (user_id);
ALTER INDEX public.events_2021_user_id_idx ATTACH PARTITION public.events_2021_rest_user_id_idx;
ALTER INDEX public.events_2021_user_id_idx ATTACH PARTITION public.events_2021_a_user_id_idx;
ALTER INDEX public.events_user_id_idx ATTACH PARTITION public.events_2021_user_id_idx;
ALTER INDEX public.events_user_id_idx ATTACH PARTITION public.events_2020_user_id_idx;
COMMIT;

---- 03_add_not_valid.sql

-- 03.001  add foreign key events_user_id_fkey, not yet valid
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_2020_user_id_idx wait for these locks too
-- from    Event::user_id · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

---- 04_audit.sql

-- 04.001  audit foreign key events_user_id_fkey: fails where orphans are left
-- locks   public.events_2020, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.users · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_2020 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_2020 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey of public.events_2020: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 04.002  audit foreign key events_user_id_fkey: fails where orphans are left
-- locks   public.events_2021_a, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a, public.users · own transaction, required: else writers of public.events_2021_a wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_2021_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_2021_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey of public.events_2021_a: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 04.003  audit foreign key events_user_id_fkey: fails where orphans are left
-- locks   public.events_2021_rest, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest, public.users · own transaction, required: else writers of public.events_2021_rest wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_2021_rest AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_2021_rest AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey of public.events_2021_rest: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 05_validate.sql

-- 05.001  validate foreign key events_user_id_fkey
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.users · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Event::user_id · undo: nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_user_id_fkey;

---- 06_finish.sql

-- 06.001  comment on table public.events and what belongs to it
-- locks   public.events_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 06.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON INDEX public.events_user_id_idx IS 'serves: foreign key user_id';

---- 07_verify.sql

-- 07.001  verify 5 facts in the catalog
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
            ('public.events', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_2020_user_id_idx', 'public.events_2020'),
            ('public.events_2021_a_user_id_idx', 'public.events_2021_a'),
            ('public.events_2021_rest_user_id_idx', 'public.events_2021_rest'),
            ('public.events_user_id_idx', 'public.events')
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

-- 06.001  undone: comment on table public.events and what belongs to it
COMMENT ON INDEX public.events_user_id_idx IS NULL;

-- 03.001  undone: drop foreign key events_user_id_fkey of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_user_id_fkey;

-- 02.004  undone: drop index events_user_id_idx of public.events and of its partitions
DROP INDEX public.events_user_id_idx;
