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
            ('public.events_a'),
            ('public.events_b'),
            ('public.events_b_0')) AS needed (name)
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

-- 02.001  rename column id of public.events to number
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::number · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    RENAME COLUMN id TO number;

-- 02.002  rename column code of public.events to label
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::label · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    RENAME COLUMN code TO label;

-- 02.003  rename constraint events_id_code_kind_key of public.events to events_number_label_kind_key
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(number, label, kind) · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT events_id_code_kind_key TO events_number_label_kind_key;

-- 02.004  rename index events_code_idx of public.events to events_label_idx
-- locks   public.events_code_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on label · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.events_code_idx
    RENAME TO events_label_idx;

-- 02.005  rename index events_a_code_idx of public.events_a to events_a_label_idx
-- locks   public.events_a_code_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_a · undo: rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_code_idx
    RENAME TO events_a_label_idx;

-- 02.006  rename index events_b_code_idx of public.events_b to events_b_label_idx
-- locks   public.events_b_code_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_code_idx
    RENAME TO events_b_label_idx;

-- 02.007  rename index events_b_0_code_idx of public.events_b_0 to events_b_0_label_idx
-- locks   public.events_b_0_code_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b_0 · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_code_idx
    RENAME TO events_b_0_label_idx;

-- 02.008  rename index events_a_id_code_kind_key of public.events_a to events_a_number_label_kind_key
-- locks   public.events_a_id_code_kind_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_a · undo: rollback.sql 02.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_id_code_kind_key
    RENAME TO events_a_number_label_kind_key;

-- 02.009  rename index events_b_id_code_kind_key of public.events_b to events_b_number_label_kind_key
-- locks   public.events_b_id_code_kind_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b · undo: rollback.sql 02.009 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_id_code_kind_key
    RENAME TO events_b_number_label_kind_key;

-- 02.010  rename index events_b_0_id_code_kind_key of public.events_b_0 to events_b_0_number_label_kind_key
-- locks   public.events_b_0_id_code_kind_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b_0 · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_id_code_kind_key
    RENAME TO events_b_0_number_label_kind_key;

-- 02.011  rename index events_a_made_at_code_idx of public.events_a to events_a_made_at_label_idx
-- locks   public.events_a_made_at_code_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_a · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_made_at_code_idx
    RENAME TO events_a_made_at_label_idx;

-- 02.012  rename index events_b_made_at_code_idx of public.events_b to events_b_made_at_label_idx
-- locks   public.events_b_made_at_code_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b · undo: rollback.sql 02.012 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_made_at_code_idx
    RENAME TO events_b_made_at_label_idx;

-- 02.013  rename index events_b_0_made_at_code_idx of public.events_b_0 to events_b_0_made_at_label_idx
-- locks   public.events_b_0_made_at_code_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b_0 · undo: rollback.sql 02.013 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_made_at_code_idx
    RENAME TO events_b_0_made_at_label_idx;

-- 02.014  name the NOT NULLs of public.events after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Event · undo: rollback.sql 02.014 (ACCESS EXCLUSIVE on each)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'number', 'events_id_not_null', 'events_number_not_null'),
            (1, 'label', 'events_code_not_null', 'events_label_not_null')
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

---- 03_verify.sql

-- 03.001  verify 13 facts in the catalog
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
            ('column public.events.label', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'label' AND NOT attisdropped)),
            ('column public.events.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'number' AND NOT attisdropped)),
            ('constraint events_id_code_kind_key of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_id_code_kind_key')),
            ('index public.events_a_code_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_code_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_a_id_code_kind_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_id_code_kind_key') AND relkind IN ('i', 'I'))),
            ('index public.events_a_made_at_code_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_made_at_code_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_code_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_code_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_id_code_kind_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_id_code_kind_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_made_at_code_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_made_at_code_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_code_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_code_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_id_code_kind_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_id_code_kind_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_made_at_code_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_made_at_code_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_code_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_code_idx') AND relkind IN ('i', 'I')))
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

-- 02.014  undone: name the NOT NULLs of public.events after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'label', 'events_label_not_null', 'events_code_not_null'),
            (1, 'number', 'events_number_not_null', 'events_id_not_null')
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

-- 02.013  undone: rename index events_b_0_made_at_label_idx of public.events_b_0 to events_b_0_made_at_code_idx
ALTER INDEX IF EXISTS public.events_b_0_made_at_label_idx
    RENAME TO events_b_0_made_at_code_idx;

-- 02.012  undone: rename index events_b_made_at_label_idx of public.events_b to events_b_made_at_code_idx
ALTER INDEX IF EXISTS public.events_b_made_at_label_idx
    RENAME TO events_b_made_at_code_idx;

-- 02.011  undone: rename index events_a_made_at_label_idx of public.events_a to events_a_made_at_code_idx
ALTER INDEX IF EXISTS public.events_a_made_at_label_idx
    RENAME TO events_a_made_at_code_idx;

-- 02.010  undone: rename index events_b_0_number_label_kind_key of public.events_b_0 to events_b_0_id_code_kind_key
ALTER INDEX IF EXISTS public.events_b_0_number_label_kind_key
    RENAME TO events_b_0_id_code_kind_key;

-- 02.009  undone: rename index events_b_number_label_kind_key of public.events_b to events_b_id_code_kind_key
ALTER INDEX IF EXISTS public.events_b_number_label_kind_key
    RENAME TO events_b_id_code_kind_key;

-- 02.008  undone: rename index events_a_number_label_kind_key of public.events_a to events_a_id_code_kind_key
ALTER INDEX IF EXISTS public.events_a_number_label_kind_key
    RENAME TO events_a_id_code_kind_key;

-- 02.007  undone: rename index events_b_0_label_idx of public.events_b_0 to events_b_0_code_idx
ALTER INDEX IF EXISTS public.events_b_0_label_idx
    RENAME TO events_b_0_code_idx;

-- 02.006  undone: rename index events_b_label_idx of public.events_b to events_b_code_idx
ALTER INDEX IF EXISTS public.events_b_label_idx
    RENAME TO events_b_code_idx;

-- 02.005  undone: rename index events_a_label_idx of public.events_a to events_a_code_idx
ALTER INDEX IF EXISTS public.events_a_label_idx
    RENAME TO events_a_code_idx;

-- 02.004  undone: rename index events_label_idx of public.events to events_code_idx
ALTER INDEX public.events_label_idx
    RENAME TO events_code_idx;

-- 02.003  undone: rename constraint events_number_label_kind_key of public.events to events_id_code_kind_key
ALTER TABLE public.events
    RENAME CONSTRAINT events_number_label_kind_key TO events_id_code_kind_key;

-- 02.002  undone: rename column label of public.events to code
ALTER TABLE public.events
    RENAME COLUMN label TO code;

-- 02.001  undone: rename column number of public.events to id
ALTER TABLE public.events
    RENAME COLUMN number TO id;
