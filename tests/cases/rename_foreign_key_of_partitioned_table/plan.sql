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
            ('public.events_b_all')) AS needed (name)
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

-- 02.002  rename constraint events_pkey of public.happenings to happenings_pkey
-- locks   public.happenings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Happening::(id, kind) · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings
    RENAME CONSTRAINT events_pkey TO happenings_pkey;

-- 02.003  rename constraint events_user_id_fkey of public.happenings to happenings_user_id_fkey
-- locks   public.happenings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Happening::user_id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.004  rename constraint events_user_id_fkey of public.events_a to happenings_user_id_fkey
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.happenings wait for these locks too
-- from    Happening::user_id · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.005  rename constraint events_user_id_fkey of public.events_b to happenings_user_id_fkey
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Happening::user_id · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.006  rename constraint events_user_id_fkey of public.events_b_all to happenings_user_id_fkey
-- locks   public.events_b_all: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b wait for these locks too
-- from    Happening::user_id · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_all
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.007  rename constraint caused_by of public.happenings to has_cause
-- locks   public.happenings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_all wait for these locks too
-- from    Happening::cause_id, kind · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings
    RENAME CONSTRAINT caused_by TO has_cause;

-- 02.008  rename constraint caused_by of public.events_a to has_cause
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.happenings wait for these locks too
-- from    Happening::cause_id, kind · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    RENAME CONSTRAINT caused_by TO has_cause;

-- 02.009  rename constraint caused_by of public.events_b to has_cause
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Happening::cause_id, kind · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b
    RENAME CONSTRAINT caused_by TO has_cause;

-- 02.010  rename constraint caused_by of public.events_b_all to has_cause
-- locks   public.events_b_all: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b wait for these locks too
-- from    Happening::cause_id, kind · undo: rollback.sql 02.010 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_all
    RENAME CONSTRAINT caused_by TO has_cause;

-- 02.011  rename index events_cause_id_kind_idx of public.happenings to happenings_cause_id_kind_idx
-- locks   public.events_cause_id_kind_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Happening::index on cause_id, kind · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.events_cause_id_kind_idx
    RENAME TO happenings_cause_id_kind_idx;

-- 02.012  rename index events_user_id_kind_idx of public.happenings to happenings_user_id_kind_idx
-- locks   public.events_user_id_kind_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Happening::index on user_id, kind · undo: rollback.sql 02.012 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.events_user_id_kind_idx
    RENAME TO happenings_user_id_kind_idx;

-- 02.013  name the NOT NULLs of public.happenings after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public.events_a, public.events_b, public.events_b_all, public.happenings: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Happening · undo: rollback.sql 02.013 (ACCESS EXCLUSIVE on each)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'events_id_not_null', 'happenings_id_not_null'),
            (1, 'kind', 'events_kind_not_null', 'happenings_kind_not_null'),
            (2, 'user_id', 'events_user_id_not_null', 'happenings_user_id_not_null')
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

-- 03.001  verify 12 facts in the catalog
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
            ('constraint caused_by of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_a') AND conname = 'caused_by')),
            ('constraint caused_by of public.events_b', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b') AND conname = 'caused_by')),
            ('constraint caused_by of public.events_b_all', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b_all') AND conname = 'caused_by')),
            ('constraint caused_by of public.happenings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings') AND conname = 'caused_by')),
            ('constraint events_pkey of public.happenings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings') AND conname = 'events_pkey')),
            ('constraint events_user_id_fkey of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_a') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_id_fkey of public.events_b', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_id_fkey of public.events_b_all', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b_all') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_id_fkey of public.happenings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings') AND conname = 'events_user_id_fkey')),
            ('index public.events_cause_id_kind_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_cause_id_kind_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_user_id_kind_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_user_id_kind_idx') AND relkind IN ('i', 'I'))),
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

---- rollback.sql

-- 02.013  undone: name the NOT NULLs of public.happenings after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'user_id', 'happenings_user_id_not_null', 'events_user_id_not_null'),
            (1, 'kind', 'happenings_kind_not_null', 'events_kind_not_null'),
            (2, 'id', 'happenings_id_not_null', 'events_id_not_null')
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

-- 02.012  undone: rename index happenings_user_id_kind_idx of public.happenings to events_user_id_kind_idx
ALTER INDEX public.happenings_user_id_kind_idx
    RENAME TO events_user_id_kind_idx;

-- 02.011  undone: rename index happenings_cause_id_kind_idx of public.happenings to events_cause_id_kind_idx
ALTER INDEX public.happenings_cause_id_kind_idx
    RENAME TO events_cause_id_kind_idx;

-- 02.010  undone: rename constraint has_cause of public.events_b_all to caused_by
ALTER TABLE public.events_b_all
    RENAME CONSTRAINT has_cause TO caused_by;

-- 02.009  undone: rename constraint has_cause of public.events_b to caused_by
ALTER TABLE public.events_b
    RENAME CONSTRAINT has_cause TO caused_by;

-- 02.008  undone: rename constraint has_cause of public.events_a to caused_by
ALTER TABLE public.events_a
    RENAME CONSTRAINT has_cause TO caused_by;

-- 02.007  undone: rename constraint has_cause of public.happenings to caused_by
ALTER TABLE public.happenings
    RENAME CONSTRAINT has_cause TO caused_by;

-- 02.006  undone: rename constraint happenings_user_id_fkey of public.events_b_all to events_user_id_fkey
ALTER TABLE public.events_b_all
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.005  undone: rename constraint happenings_user_id_fkey of public.events_b to events_user_id_fkey
ALTER TABLE public.events_b
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.004  undone: rename constraint happenings_user_id_fkey of public.events_a to events_user_id_fkey
ALTER TABLE public.events_a
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.003  undone: rename constraint happenings_user_id_fkey of public.happenings to events_user_id_fkey
ALTER TABLE public.happenings
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.002  undone: rename constraint happenings_pkey of public.happenings to events_pkey
ALTER TABLE public.happenings
    RENAME CONSTRAINT happenings_pkey TO events_pkey;

-- 02.001  undone: rename table public.happenings to events
ALTER TABLE public.happenings
    RENAME TO events;
