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
            ('public.states')) AS needed (name)
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

-- 02.001  rename table public.events to happenings
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Happening · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME TO happenings;

-- 02.002  rename table public.states to conditions
-- locks   public.states: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Condition · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.states
    RENAME TO conditions;

-- 02.003  rename column kind of public.happenings to sort
-- locks   public.events_a, public.events_b, public.events_b_all, public.happenings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.states wait for these locks too
-- from    Happening::sort · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.happenings
    RENAME COLUMN kind TO sort;

-- 02.004  rename constraint states_pkey of public.conditions to conditions_pkey
-- locks   public.conditions: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Condition::code · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.conditions
    RENAME CONSTRAINT states_pkey TO conditions_pkey;

-- 02.005  rename constraint events_kind_check of public.happenings to happenings_sort_check
-- locks   public.events_a, public.events_b, public.events_b_all, public.happenings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.conditions wait for these locks too
-- from    Happening::check sort <> '' · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.happenings
    RENAME CONSTRAINT events_kind_check TO happenings_sort_check;

-- 02.006  name the NOT NULLs of public.conditions after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.conditions, public.states_all: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too (PostgreSQL 18)
-- from    Condition · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE on each)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'code', 'states_code_not_null', 'conditions_code_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.conditions') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.conditions') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.conditions')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.conditions RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.007  name the NOT NULLs of public.happenings after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction, required: else writers of public.conditions wait for these locks too (PostgreSQL 15 to 17)
-- locks   public.events_a, public.events_b, public.events_b_all, public.happenings: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction, required: else writers of public.conditions wait for these locks too (PostgreSQL 18)
-- from    Happening · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE on each)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'events_id_not_null', 'happenings_id_not_null'),
            (1, 'sort', 'events_kind_not_null', 'happenings_sort_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.happenings') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.happenings') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.happenings')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.happenings RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

---- 03_verify.sql

-- 03.001  verify 5 facts in the catalog
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
            ('column public.happenings.sort', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.happenings') AND attname = 'sort' AND NOT attisdropped)),
            ('constraint events_kind_check of public.happenings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings') AND conname = 'events_kind_check')),
            ('constraint states_pkey of public.conditions', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.conditions') AND conname = 'states_pkey')),
            ('table public.conditions', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.conditions') AND relkind IN ('r', 'p'))),
            ('table public.happenings', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.happenings') AND relkind IN ('r', 'p')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 04_create.sql

-- 04.001  create table public.happenings_c, to be a partition of public.happenings
-- locks   public.happenings: ACCESS SHARE (nobody's reads or writes wait); public.happenings_c: new in this migration
-- scan    none · own transaction
-- from    Happening::partition happenings_c · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.happenings_c (
    LIKE public.happenings INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 04.002  attach partition public.happenings_c to public.happenings
-- locks   public.happenings: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.happenings_c: new in this migration
-- scan    public.happenings_c · own transaction
-- from    Happening::partition happenings_c · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings
    ATTACH PARTITION public.happenings_c FOR VALUES IN ('c');

---- 05_verify.sql

-- 05.001  verify 2 facts in the catalog
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
            ('partition public.happenings_c of public.happenings', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.happenings_c') AND inhparent = pg_catalog.to_regclass('public.happenings') AND NOT inhdetachpending)),
            ('table public.happenings_c', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.happenings_c') AND relkind IN ('r', 'p')))
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

-- 04.002  undone: detach partition public.happenings_c of public.happenings, concurrently
ALTER TABLE public.happenings
    DETACH PARTITION public.happenings_c CONCURRENTLY;

-- 04.001  undone: drop table public.happenings_c
DROP TABLE public.happenings_c;

-- 02.007  undone: name the NOT NULLs of public.happenings after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'sort', 'happenings_sort_not_null', 'events_kind_not_null'),
            (1, 'id', 'happenings_id_not_null', 'events_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.happenings') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.happenings') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.happenings')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.happenings RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.006  undone: name the NOT NULLs of public.conditions after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'code', 'conditions_code_not_null', 'states_code_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.conditions') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.conditions') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.conditions')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.conditions RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.005  undone: rename constraint happenings_sort_check of public.happenings to events_kind_check
ALTER TABLE public.happenings
    RENAME CONSTRAINT happenings_sort_check TO events_kind_check;

-- 02.004  undone: rename constraint conditions_pkey of public.conditions to states_pkey
ALTER TABLE public.conditions
    RENAME CONSTRAINT conditions_pkey TO states_pkey;

-- 02.003  undone: rename column sort of public.happenings to kind
ALTER TABLE public.happenings
    RENAME COLUMN sort TO kind;

-- 02.002  undone: rename table public.conditions to states
ALTER TABLE public.conditions
    RENAME TO states;

-- 02.001  undone: rename table public.happenings to events
ALTER TABLE public.happenings
    RENAME TO events;
