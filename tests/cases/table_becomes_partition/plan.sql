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
        SELECT 'ownership of ' || name FROM (VALUES ('public.events')) AS needed (name)
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

-- 01.002  look for rows of public.events that violate events_kind_not_null_check
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events
     WHERE (kind IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events
     WHERE (kind IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_kind_not_null_check of public.events: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.events that violate kind_is_short
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events
     WHERE (length(kind) < 10) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events
     WHERE (length(kind) < 10) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint kind_is_short of public.events: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.events that violate events_bound_check
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events
     WHERE (kind IS NOT NULL AND kind IN (CAST('a' AS text))) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events
     WHERE (kind IS NOT NULL AND kind IN (CAST('a' AS text))) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_bound_check of public.events: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.005  report orphans of 1 foreign key, fails for none
-- locks   public.events, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events, public.users · own transaction
-- undo    nothing to undo
SELECT 'all_events_user_id_fkey' AS foreign_key, 'public.events' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  create table public.all_events
-- locks   public.all_events: new in this migration
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.all_events (
    id bigint NOT NULL,
    kind text NOT NULL,
    user_id bigint,
    CONSTRAINT all_events_pkey PRIMARY KEY (id, kind),
    CONSTRAINT kind_is_short CHECK (length(kind) < 10)
)
    PARTITION BY LIST (kind);

-- 02.002  create partition public.events_b of the new table public.all_events
-- locks   public.all_events, public.events_b: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_b · undo: with public.all_events
CREATE TABLE public.events_b PARTITION OF public.all_events
    FOR VALUES IN ('b');

-- 02.003  create partition public.events_rest of the new table public.all_events
-- locks   public.all_events, public.events_rest: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_rest · undo: with public.all_events
CREATE TABLE public.events_rest PARTITION OF public.all_events
    DEFAULT;

-- 02.004  make id of public.events a plain column
-- locks   public.events, public.events_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the last number of public.events.id is gone
ALTER TABLE public.events
    ALTER COLUMN id DROP IDENTITY;

---- 03_index.sql

-- 03.001  create index all_events_user_id_idx on the new table public.all_events
-- locks   public.all_events, public.events_b, public.events_rest: new in this migration
-- scan    public.events_b, public.events_rest · own transaction
-- from    Event::index on user_id · undo: with public.all_events
CREATE INDEX all_events_user_id_idx
    ON public.all_events (user_id);

-- 03.002  create index events_user_id_idx on public.events, concurrently
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events · outside a transaction block
-- undo    rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_user_id_idx
    ON public.events (user_id);

-- 03.003  create unique index events_pkey_new on public.events, concurrently
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events · outside a transaction block
-- undo    rollback.sql 03.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_pkey_new
    ON public.events (id, kind);

---- 04_add_not_valid.sql

-- 04.001  add check events_kind_not_null_check to public.events, not yet valid
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ADD CONSTRAINT events_kind_not_null_check
    CHECK (kind IS NOT NULL)
    NOT VALID;

---- 05_validate.sql

-- 05.001  validate check events_kind_not_null_check
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events · own transaction, required: else writers of public.events wait through this scan
-- undo    nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_kind_not_null_check;

---- 06_finish.sql

-- 06.001  set kind of public.events not null, as its validated check proves
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ALTER COLUMN kind SET NOT NULL;

-- 06.002  drop constraint events_kind_not_null_check of public.events
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_not_null_check;

---- 07_key.sql

-- 07.001  make index events_pkey_new the primary key events_pkey of public.events in place of events_pkey
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 07.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT events_pkey,
    ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey_new;

---- 08_add_not_valid.sql

-- 08.001  add check kind_is_short to public.events, not yet valid
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 08.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ADD CONSTRAINT kind_is_short
    CHECK (length(kind) < 10)
    NOT VALID;

-- 08.002  add check events_bound_check to public.events, not yet valid
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 08.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ADD CONSTRAINT events_bound_check
    CHECK (kind IS NOT NULL AND kind IN (CAST('a' AS text)))
    NOT VALID;

-- 08.003  add foreign key all_events_user_id_fkey to public.all_events, which has no rows
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.all_events, public.events_b, public.events_rest: new in this migration
-- scan    public.events_b, public.events_rest · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::user_id · undo: rollback.sql 08.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.all_events
    ADD CONSTRAINT all_events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id);

-- 08.004  add foreign key all_events_user_id_fkey, not yet valid
-- locks   public.events, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- undo    rollback.sql 08.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT all_events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

---- 09_audit.sql

-- 09.001  audit foreign key all_events_user_id_fkey: fails where orphans are left
-- locks   public.events, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events, public.users · own transaction, required: else writers of public.events wait through this scan
-- undo    nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint all_events_user_id_fkey of public.events: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 10_validate.sql

-- 10.001  validate check kind_is_short
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events · own transaction, required: else writers of public.events wait through this scan
-- undo    nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT kind_is_short;

-- 10.002  validate check events_bound_check
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events · own transaction, required: else writers of public.events wait through this scan
-- undo    nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_bound_check;

-- 10.003  validate foreign key all_events_user_id_fkey
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events, public.users · own transaction, required: else writers of public.events wait through this scan
-- undo    nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT all_events_user_id_fkey;

---- 11_enforce.sql

-- 11.001  create trigger touched of public.all_events
-- locks   public.all_events, public.events_b, public.events_rest: new in this migration
-- scan    none · own transaction
-- from    Event::trigger touched · undo: rollback.sql 11.001 (ACCESS EXCLUSIVE on each)
CREATE TRIGGER touched BEFORE INSERT ON public.all_events FOR EACH ROW EXECUTE FUNCTION public.touch();

---- 12_verify.sql

-- 12.001  verify 15 facts in the catalog
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
            ('public.all_events', 'all_events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.events', 'all_events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.events', 'events_bound_check', 'c', NULL),
            ('public.events', 'events_pkey', 'p', 'PRIMARY KEY (id, kind)'),
            ('public.events', 'kind_is_short', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.all_events_user_id_idx', 'public.all_events'),
            ('public.events_pkey', 'public.events'),
            ('public.events_user_id_idx', 'public.events')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint events_kind_not_null_check of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_kind_not_null_check')),
            ('identity of public.events.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'id' AND NOT attisdropped AND attidentity = '')),
            ('not null of public.events.kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'kind' AND NOT attisdropped AND attnotnull = true)),
            ('partition public.events_b of public.all_events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_b') AND inhparent = pg_catalog.to_regclass('public.all_events') AND NOT inhdetachpending)),
            ('partition public.events_rest of public.all_events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_rest') AND inhparent = pg_catalog.to_regclass('public.all_events') AND NOT inhdetachpending)),
            ('table public.all_events', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.all_events') AND relkind IN ('r', 'p'))),
            ('trigger touched of public.all_events', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.all_events') AND tgname = 'touched' AND NOT tgisinternal AND tgtype = 7 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 13_drop.sql

-- 13.001  drop trigger touched of public.events
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- undo    rollback.sql 13.001 (SHARE ROW EXCLUSIVE)
DROP TRIGGER touched ON public.events;

-- 13.002  drop constraint kind_is_known of public.events
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 13.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT kind_is_known;

---- 14_create.sql

-- 14.001  name the NOT NULLs of public.events after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Event::partition events · undo: rollback.sql 14.001 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'events_id_not_null', 'all_events_id_not_null'),
            (1, 'kind', 'events_kind_not_null', 'all_events_kind_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.events') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.events') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.events')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.events RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 14.002  attach partition public.events to public.all_events
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait); public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.all_events, public.events_rest: new in this migration
-- scan    public.events_rest · own transaction
-- from    Event::partition events · undo: rollback.sql 14.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.all_events
    ATTACH PARTITION public.events FOR VALUES IN ('a');

-- 14.003  drop constraint events_bound_check of public.events
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::partition events · undo: rollback.sql 14.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT events_bound_check;

---- 15_verify.sql

-- 15.001  verify 3 facts in the catalog
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
            ('constraint events_bound_check of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_bound_check')),
            ('constraint kind_is_known of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'kind_is_known')),
            ('partition public.events of public.all_events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events') AND inhparent = pg_catalog.to_regclass('public.all_events') AND NOT inhdetachpending))
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

-- 02.004  irreversible: the last number of public.events.id is gone

-- 14.002  undone: detach partition public.events of public.all_events
ALTER TABLE public.all_events
    DETACH PARTITION public.events;

-- 14.001  undone: name the NOT NULLs of public.events after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'kind', 'all_events_kind_not_null', 'events_kind_not_null'),
            (1, 'id', 'all_events_id_not_null', 'events_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.events') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.events') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.events')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.events RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 13.002  undone: add check kind_is_known to public.events, not yet valid
ALTER TABLE public.events
    ADD CONSTRAINT kind_is_known
    CHECK (kind = 'a')
    NOT VALID;

-- 13.002  undone: validate check kind_is_known
ALTER TABLE public.events
    VALIDATE CONSTRAINT kind_is_known;

-- 13.001  undone: create trigger touched of public.events
CREATE TRIGGER touched AFTER UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION public.touch();

-- 11.001  undone: drop trigger touched of public.all_events
DROP TRIGGER touched ON public.all_events;

-- 08.004  undone: drop foreign key all_events_user_id_fkey of public.events
ALTER TABLE public.events
    DROP CONSTRAINT all_events_user_id_fkey;

-- 08.003  undone: drop foreign key all_events_user_id_fkey of public.all_events
ALTER TABLE public.all_events
    DROP CONSTRAINT all_events_user_id_fkey;

-- 08.001  undone: drop constraint kind_is_short of public.events
ALTER TABLE public.events
    DROP CONSTRAINT kind_is_short;

-- 07.001  undone: create unique index events_pkey_new on public.events, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_pkey_new
    ON public.events (id);

-- 07.001  undone: make index events_pkey_new the primary key events_pkey of public.events in place of events_pkey
ALTER TABLE public.events
    DROP CONSTRAINT events_pkey,
    ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey_new;

-- 06.001  undone: let kind of public.events be null
ALTER TABLE public.events
    ALTER COLUMN kind DROP NOT NULL;

-- 03.002  undone: drop index events_user_id_idx of public.events, concurrently
DROP INDEX CONCURRENTLY public.events_user_id_idx;

-- 02.001  undone: drop table public.all_events
DROP TABLE public.all_events;
