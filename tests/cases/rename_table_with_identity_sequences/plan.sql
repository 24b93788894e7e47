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
        SELECT 'ownership of ' || name FROM (VALUES ('public.visits')) AS needed (name)
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

-- 02.001  rename table public.visits to calls
-- locks   public.visits: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Call · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.visits
    RENAME TO calls;

-- 02.002  rename column place of public.calls to rank
-- locks   public.calls: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.visits wait for these locks too
-- from    Call::rank · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.calls
    RENAME COLUMN place TO rank;

-- 02.003  rename sequence public.visits_id_seq to calls_id_seq
-- locks   public.visits_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.calls wait for these locks too
-- from    Call::id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.visits_id_seq
    RENAME TO calls_id_seq;

-- 02.004  rename sequence public.theirs to calls_usual_seq
-- locks   public.theirs: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.visits_id_seq wait for these locks too
-- from    Call::usual · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.theirs
    RENAME TO calls_usual_seq;

-- 02.005  rename sequence public.visits_place_seq to ranks
-- locks   public.visits_place_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.theirs wait for these locks too
-- from    Call::rank · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.visits_place_seq
    RENAME TO ranks;

-- 02.006  rename constraint visits_pkey of public.calls to calls_pkey
-- locks   public.calls: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.visits_place_seq wait for these locks too
-- from    Call::id · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.calls
    RENAME CONSTRAINT visits_pkey TO calls_pkey;

-- 02.007  name the NOT NULLs of public.calls after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public.calls: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Call · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'visits_id_not_null', 'calls_id_not_null'),
            (1, 'number', 'visits_number_not_null', 'calls_number_not_null'),
            (2, 'own', 'visits_own_not_null', 'calls_own_not_null'),
            (3, 'usual', 'visits_usual_not_null', 'calls_usual_not_null'),
            (4, 'calls', 'visits_calls_not_null', 'calls_calls_not_null'),
            (5, 'rank', 'visits_place_not_null', 'calls_rank_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.calls') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.calls') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.calls')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.calls RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

---- 03_verify.sql

-- 03.001  verify 6 facts in the catalog
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
            ('column public.calls.rank', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.calls') AND attname = 'rank' AND NOT attisdropped)),
            ('constraint visits_pkey of public.calls', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.calls') AND conname = 'visits_pkey')),
            ('sequence public.calls_id_seq', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.calls_id_seq') AND relkind = 'S')),
            ('sequence public.calls_usual_seq', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.calls_usual_seq') AND relkind = 'S')),
            ('sequence public.ranks', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.ranks') AND relkind = 'S')),
            ('table public.calls', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.calls') AND relkind IN ('r', 'p')))
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

-- 02.007  undone: name the NOT NULLs of public.calls after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'rank', 'calls_rank_not_null', 'visits_place_not_null'),
            (1, 'calls', 'calls_calls_not_null', 'visits_calls_not_null'),
            (2, 'usual', 'calls_usual_not_null', 'visits_usual_not_null'),
            (3, 'own', 'calls_own_not_null', 'visits_own_not_null'),
            (4, 'number', 'calls_number_not_null', 'visits_number_not_null'),
            (5, 'id', 'calls_id_not_null', 'visits_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.calls') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.calls') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.calls')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.calls RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.006  undone: rename constraint calls_pkey of public.calls to visits_pkey
ALTER TABLE public.calls
    RENAME CONSTRAINT calls_pkey TO visits_pkey;

-- 02.005  undone: rename sequence public.ranks to visits_place_seq
ALTER SEQUENCE public.ranks
    RENAME TO visits_place_seq;

-- 02.004  undone: rename sequence public.calls_usual_seq to theirs
ALTER SEQUENCE public.calls_usual_seq
    RENAME TO theirs;

-- 02.003  undone: rename sequence public.calls_id_seq to visits_id_seq
ALTER SEQUENCE public.calls_id_seq
    RENAME TO visits_id_seq;

-- 02.002  undone: rename column rank of public.calls to place
ALTER TABLE public.calls
    RENAME COLUMN rank TO place;

-- 02.001  undone: rename table public.calls to visits
ALTER TABLE public.calls
    RENAME TO visits;
