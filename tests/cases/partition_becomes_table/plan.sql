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
            ('public.events_a')) AS needed (name)
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

---- 02_create.sql

-- 02.001  verify 4 facts in the catalog that the next steps rest on
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
            ('public.events_a', 'events_a_pkey', 'p', NULL),
            ('public.events_a', 'events_user_id_fkey', 'f', NULL),
            ('public.events_a', 'kind_is_short', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_a_user_id_idx', 'public.events_a')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration finds it: ' || amiss,
            HINT = 'A partition has these under other names, or not at all: rename them, then run the file again.';
    END IF;
END
$verify$;

-- 02.002  detach partition public.events_a of public.events
-- locks   public.events, public.events_a: ACCESS EXCLUSIVE (reads and writes wait); public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- undo    rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DETACH PARTITION public.events_a;

-- 02.003  name the NOT NULLs of public.events_a after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- undo    rollback.sql 02.003 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'events_id_not_null', 'events_a_id_not_null'),
            (1, 'kind', 'events_kind_not_null', 'events_a_kind_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.events_a') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.events_a') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.events_a')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.events_a RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

---- 03_backfill.sql

-- 03.001  have rows of public.events_a that are written without user_id filled
-- locks   public.events_a: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    OldEvent::user_id · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.events_a_user_id_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.user_id := (SELECT 1 FROM (SELECT NEW.*) AS events_a);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.events_a_user_id_backfill() FROM PUBLIC;
CREATE TRIGGER events_a_user_id_backfill
    BEFORE INSERT OR UPDATE ON public.events_a
    FOR EACH ROW WHEN (NEW.user_id IS NULL) EXECUTE FUNCTION public.events_a_user_id_backfill();
COMMIT;

-- 03.002  fill user_id of public.events_a in batches
-- locks   public.events_a: ROW EXCLUSIVE (nobody's reads or writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_a, public.users · outside a transaction block
-- from    OldEvent::user_id · undo: none, the values stay
DO $fill$
#variable_conflict use_column
<<filling>>
DECLARE
    pages CONSTANT bigint := 32;
    batches bigint := 0;
    open_rows bigint;
    filled_rows bigint := 0;
    changed bigint;
    first_row tid;
    end_row tid;
    locked_row tid;
BEGIN
    COMMIT;
    SELECT count(*) INTO open_rows FROM ONLY public.events_a WHERE user_id IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.events_a'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.events_a
           SET user_id = 1
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.events_a
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND user_id IS NULL AND (1) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.events_a
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND user_id IS NULL AND (1) IS NOT NULL)
        LOOP
            UPDATE ONLY public.events_a
               SET user_id = 1
             WHERE ctid = filling.locked_row
               AND user_id IS NULL AND (1) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.events_a.user_id: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

---- 04_audit.sql

-- 04.001  look for rows of public.events_a that violate events_a_user_id_not_null_check
-- locks   public.events_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_a
     WHERE (user_id IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_a.id::text, 'NULL'), coalesce(events_a.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_a
     WHERE (user_id IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_a_user_id_not_null_check of public.events_a: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.002  look for rows of public.events_a that violate of_somebody
-- locks   public.events_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_a
     WHERE (user_id > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_a.id::text, 'NULL'), coalesce(events_a.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_a
     WHERE (user_id > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint of_somebody of public.events_a: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 05_add_not_valid.sql

-- 05.001  add check events_a_user_id_not_null_check to public.events_a, not yet valid
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    OldEvent::user_id · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_user_id_not_null_check
    CHECK (user_id IS NOT NULL)
    NOT VALID;

---- 06_validate.sql

-- 06.001  validate check events_a_user_id_not_null_check
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · own transaction, required: else writers of public.events_a wait through this scan
-- from    OldEvent::user_id · undo: nothing to undo
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT events_a_user_id_not_null_check;

---- 07_finish.sql

-- 07.001  set user_id of public.events_a not null, as its validated check proves
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    OldEvent::user_id · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ALTER COLUMN user_id SET NOT NULL;

-- 07.002  drop constraint events_a_user_id_not_null_check of public.events_a
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    OldEvent::user_id · undo: rollback.sql 07.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    DROP CONSTRAINT events_a_user_id_not_null_check;

---- 08_add_not_valid.sql

-- 08.001  add check of_somebody to public.events_a, not yet valid
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    OldEvent::check of_somebody · undo: rollback.sql 08.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT of_somebody
    CHECK (user_id > 0)
    NOT VALID;

---- 09_validate.sql

-- 09.001  validate check of_somebody
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · own transaction, required: else writers of public.events_a wait through this scan
-- from    OldEvent::check of_somebody · undo: nothing to undo
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT of_somebody;

---- 10_finish.sql

-- 10.001  comment on table public.events_a and what belongs to it
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    OldEvent · undo: rollback.sql 10.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON TABLE public.events_a IS 'What happened long ago.';

---- 11_verify.sql

-- 11.001  verify 5 facts in the catalog
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
            ('public.events_a', 'of_somebody', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint events_a_user_id_not_null_check of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_a') AND conname = 'events_a_user_id_not_null_check')),
            ('not null of public.events_a.user_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events_a') AND attname = 'user_id' AND NOT attisdropped AND attnotnull = true)),
            ('partition public.events_a of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_a') AND inhparent = pg_catalog.to_regclass('public.events'))),
            ('trigger events_a_user_id_backfill of public.events_a', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events_a') AND tgname = 'events_a_user_id_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
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

---- 12_drop.sql

-- 12.001  have rows of public.events_a that are written without user_id filled no more
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    OldEvent::user_id · undo: rollback.sql 12.001 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER events_a_user_id_backfill ON public.events_a;
DROP FUNCTION public.events_a_user_id_backfill();
COMMIT;

-- 12.002  drop foreign key events_user_id_fkey of public.events_a
-- locks   public.events_a, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 12.002 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.events_a
    DROP CONSTRAINT events_user_id_fkey;

-- 12.003  drop index events_a_user_id_idx of public.events_a, concurrently
-- locks   public.events_a, public.events_a_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 12.003 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.events_a_user_id_idx;

---- 13_create.sql

-- 13.001  create table public.events_c, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_c: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_c · undo: rollback.sql 13.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_c (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 13.002  attach partition public.events_c to public.events
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_c: new in this migration
-- scan    public.events_c · own transaction
-- from    Event::partition events_c · undo: rollback.sql 13.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ATTACH PARTITION public.events_c FOR VALUES IN ('c');

---- 14_verify.sql

-- 14.001  verify 5 facts in the catalog
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
            ('constraint events_user_id_fkey of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_a') AND conname = 'events_user_id_fkey')),
            ('index public.events_a_user_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_user_id_idx') AND relkind IN ('i', 'I'))),
            ('partition public.events_c of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_c') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('table public.events_c', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_c') AND relkind IN ('r', 'p'))),
            ('trigger events_a_user_id_backfill of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events_a') AND tgname = 'events_a_user_id_backfill' AND NOT tgisinternal))
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

-- 13.002  undone: detach partition public.events_c of public.events, concurrently
ALTER TABLE public.events
    DETACH PARTITION public.events_c CONCURRENTLY;

-- 13.001  undone: drop table public.events_c
DROP TABLE public.events_c;

-- 12.003  undone: create index events_a_user_id_idx on public.events_a, concurrently
CREATE INDEX CONCURRENTLY events_a_user_id_idx
    ON public.events_a (user_id);

-- 12.002  undone: add foreign key events_user_id_fkey, not yet valid
ALTER TABLE public.events_a
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 12.002  undone: validate foreign key events_user_id_fkey
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 10.001  undone: comment on table public.events_a and what belongs to it
COMMENT ON TABLE public.events_a IS NULL;

-- 08.001  undone: drop constraint of_somebody of public.events_a
ALTER TABLE public.events_a
    DROP CONSTRAINT of_somebody;

-- 07.001  undone: let user_id of public.events_a be null
ALTER TABLE public.events_a
    ALTER COLUMN user_id DROP NOT NULL;

-- 02.003  undone: name the NOT NULLs of public.events_a after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'kind', 'events_a_kind_not_null', 'events_kind_not_null'),
            (1, 'id', 'events_a_id_not_null', 'events_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.events_a') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.events_a') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.events_a')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.events_a RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.002  undone: add check events_a_bound_check to public.events_a, not yet valid
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_bound_check
    CHECK (kind IS NOT NULL AND kind IN (CAST('a' AS text)))
    NOT VALID;

-- 02.002  undone: validate check events_a_bound_check
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT events_a_bound_check;

-- 02.002  undone: attach partition public.events_a to public.events
ALTER TABLE public.events
    ATTACH PARTITION public.events_a FOR VALUES IN ('a');

-- 02.002  undone: drop constraint events_a_bound_check of public.events_a
ALTER TABLE public.events_a
    DROP CONSTRAINT events_a_bound_check;
