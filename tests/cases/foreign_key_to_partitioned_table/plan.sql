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
        SELECT 'ownership of ' || name FROM (VALUES ('public.notes')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.events')) AS needed (name)
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
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.notes: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.notes · own transaction
-- undo    nothing to undo
SELECT 'notes_event_id_event_made_at_event_kind_fkey' AS foreign_key, 'public.notes' AS referencing_table, count(*) AS orphans
      FROM ONLY public.notes AS child
     WHERE child.event_id IS NOT NULL AND child.event_made_at IS NOT NULL AND child.event_kind IS NOT NULL
       AND NOT EXISTS (SELECT FROM public.events AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.event_id
                          AND parent.made_at OPERATOR(pg_catalog.=) child.event_made_at
                          AND parent.kind OPERATOR(pg_catalog.=) child.event_kind)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_index.sql

-- 02.001  create index notes_event_id_event_made_at_event_kind_idx on public.notes, concurrently
-- locks   public.notes: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.notes · outside a transaction block
-- from    Note::index on event_id, event_made_at, event_kind · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY notes_event_id_event_made_at_event_kind_idx
    ON public.notes (event_id, event_made_at, event_kind);

---- 03_add_not_valid.sql

-- 03.001  add foreign key notes_event_id_event_made_at_event_kind_fkey, not yet valid
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.notes: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Note::event_id, event_made_at, event_kind · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.notes
    ADD CONSTRAINT notes_event_id_event_made_at_event_kind_fkey
    FOREIGN KEY (event_id, event_made_at, event_kind) REFERENCES public.events (id, made_at, kind)
    NOT VALID;

---- 04_audit.sql

-- 04.001  audit foreign key notes_event_id_event_made_at_event_kind_fkey: fails where orphans are left
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.notes: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.notes · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Note::event_id, event_made_at, event_kind · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.notes AS child
     WHERE child.event_id IS NOT NULL AND child.event_made_at IS NOT NULL AND child.event_kind IS NOT NULL
       AND NOT EXISTS (SELECT FROM public.events AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.event_id
                          AND parent.made_at OPERATOR(pg_catalog.=) child.event_made_at
                          AND parent.kind OPERATOR(pg_catalog.=) child.event_kind);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.event_id::text, 'NULL'), coalesce(child.event_made_at::text, 'NULL'), coalesce(child.event_kind::text, 'NULL')) || ')' AS key
      FROM ONLY public.notes AS child
     WHERE child.event_id IS NOT NULL AND child.event_made_at IS NOT NULL AND child.event_kind IS NOT NULL
       AND NOT EXISTS (SELECT FROM public.events AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.event_id
                          AND parent.made_at OPERATOR(pg_catalog.=) child.event_made_at
                          AND parent.kind OPERATOR(pg_catalog.=) child.event_kind)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint notes_event_id_event_made_at_event_kind_fkey of public.notes: ' || orphans || ' orphan rows',
            DETAIL = 'keys (event_id, event_made_at, event_kind) without a row in public.events, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 05_validate.sql

-- 05.001  validate foreign key notes_event_id_event_made_at_event_kind_fkey
-- locks   public.notes: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events: ROW SHARE (nobody's reads or writes wait); public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.notes · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Note::event_id, event_made_at, event_kind · undo: nothing to undo
ALTER TABLE public.notes
    VALIDATE CONSTRAINT notes_event_id_event_made_at_event_kind_fkey;

---- 06_finish.sql

-- 06.001  comment on table public.notes and what belongs to it
-- locks   public.notes_event_id_event_made_at_event_kind_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Note · undo: rollback.sql 06.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON INDEX public.notes_event_id_event_made_at_event_kind_idx IS 'serves: foreign key';

---- 07_verify.sql

-- 07.001  verify 2 facts in the catalog
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
            ('public.notes', 'notes_event_id_event_made_at_event_kind_fkey', 'f', 'FOREIGN KEY (event_id, event_made_at, event_kind) REFERENCES public.events(id, made_at, kind)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.notes_event_id_event_made_at_event_kind_idx', 'public.notes')
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

-- 06.001  undone: comment on table public.notes and what belongs to it
COMMENT ON INDEX public.notes_event_id_event_made_at_event_kind_idx IS NULL;

-- 03.001  undone: drop foreign key notes_event_id_event_made_at_event_kind_fkey of public.notes
ALTER TABLE public.notes
    DROP CONSTRAINT notes_event_id_event_made_at_event_kind_fkey;

-- 02.001  undone: drop index notes_event_id_event_made_at_event_kind_idx of public.notes, concurrently
DROP INDEX CONCURRENTLY public.notes_event_id_event_made_at_event_kind_idx;
