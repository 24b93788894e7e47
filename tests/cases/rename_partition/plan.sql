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

-- 02.001  rename table public.events to happenings
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME TO happenings;

-- 02.002  rename table public.events_a to happenings_z
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::partition happenings_z · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    RENAME TO happenings_z;

-- 02.003  rename table public.events_b to happenings_b
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::partition happenings_b · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b
    RENAME TO happenings_b;

-- 02.004  rename table public.events_b_0 to happenings_b_0
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b wait for these locks too
-- from    Event::partition happenings_b_0 · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    RENAME TO happenings_b_0;

-- 02.005  rename constraint events_pkey of public.happenings to happenings_pkey
-- locks   public.happenings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::(id, kind) · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings
    RENAME CONSTRAINT events_pkey TO happenings_pkey;

-- 02.006  rename constraint events_user_id_fkey of public.happenings to happenings_user_id_fkey
-- locks   public.happenings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::user_id · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.007  rename constraint events_user_id_fkey of public.happenings_b to happenings_user_id_fkey
-- locks   public.happenings_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.happenings wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings_b
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.008  rename constraint events_user_id_fkey of public.happenings_b_0 to happenings_user_id_fkey
-- locks   public.happenings_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.happenings_b wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings_b_0
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.009  rename constraint events_user_id_fkey of public.happenings_z to happenings_user_id_fkey
-- locks   public.happenings_z: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.happenings_b_0 wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings_z
    RENAME CONSTRAINT events_user_id_fkey TO happenings_user_id_fkey;

-- 02.010  rename index events_user_id_idx of public.happenings to happenings_user_id_idx
-- locks   public.events_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on user_id · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.events_user_id_idx
    RENAME TO happenings_user_id_idx;

-- 02.011  rename index events_b_pkey of public.happenings_b to happenings_b_pkey
-- locks   public.events_b_pkey: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition happenings_b · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_pkey
    RENAME TO happenings_b_pkey;

-- 02.012  rename index events_b_0_pkey of public.happenings_b_0 to happenings_b_0_pkey
-- locks   public.events_b_0_pkey: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition happenings_b_0 · undo: rollback.sql 02.012 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_pkey
    RENAME TO happenings_b_0_pkey;

-- 02.013  rename index events_a_pkey of public.happenings_z to happenings_z_pkey
-- locks   public.events_a_pkey: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition happenings_z · undo: rollback.sql 02.013 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_pkey
    RENAME TO happenings_z_pkey;

-- 02.014  rename index events_b_user_id_idx of public.happenings_b to happenings_b_user_id_idx
-- locks   public.events_b_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition happenings_b · undo: rollback.sql 02.014 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_user_id_idx
    RENAME TO happenings_b_user_id_idx;

-- 02.015  rename index events_b_0_user_id_idx of public.happenings_b_0 to happenings_b_0_user_id_idx
-- locks   public.events_b_0_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition happenings_b_0 · undo: rollback.sql 02.015 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_user_id_idx
    RENAME TO happenings_b_0_user_id_idx;

-- 02.016  rename index events_a_user_id_idx of public.happenings_z to happenings_z_user_id_idx
-- locks   public.events_a_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition happenings_z · undo: rollback.sql 02.016 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_user_id_idx
    RENAME TO happenings_z_user_id_idx;

-- 02.017  name the NOT NULLs of public.happenings after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public.happenings, public.happenings_b, public.happenings_b_0, public.happenings_z: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Event · undo: rollback.sql 02.017 (ACCESS EXCLUSIVE on each)
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

---- 03_finish.sql

-- 03.001  comment on table public.happenings_z and what belongs to it
-- locks   public.happenings_z: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition happenings_z · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON TABLE public.happenings_z IS 'The very first ones.';

---- 04_verify.sql

-- 04.001  verify 16 facts in the catalog
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
            ('constraint events_pkey of public.happenings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings') AND conname = 'events_pkey')),
            ('constraint events_user_id_fkey of public.happenings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_id_fkey of public.happenings_b', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings_b') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_id_fkey of public.happenings_b_0', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings_b_0') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_id_fkey of public.happenings_z', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.happenings_z') AND conname = 'events_user_id_fkey')),
            ('index public.events_a_pkey', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_pkey') AND relkind IN ('i', 'I'))),
            ('index public.events_a_user_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_user_id_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_pkey', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_pkey') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_user_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_user_id_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_pkey', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_pkey') AND relkind IN ('i', 'I'))),
            ('index public.events_b_user_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_user_id_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_user_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_user_id_idx') AND relkind IN ('i', 'I'))),
            ('table public.happenings', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.happenings') AND relkind IN ('r', 'p'))),
            ('table public.happenings_b', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.happenings_b') AND relkind IN ('r', 'p'))),
            ('table public.happenings_b_0', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.happenings_b_0') AND relkind IN ('r', 'p'))),
            ('table public.happenings_z', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.happenings_z') AND relkind IN ('r', 'p')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 05_create.sql

-- 05.001  create table public.happenings_c, to be a partition of public.happenings
-- locks   public.happenings: ACCESS SHARE (nobody's reads or writes wait); public.happenings_c: new in this migration
-- scan    none · own transaction
-- from    Event::partition happenings_c · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.happenings_c (
    LIKE public.happenings INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 05.002  attach partition public.happenings_c to public.happenings
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.happenings: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.happenings_c: new in this migration
-- scan    public.happenings_c · own transaction, required: else writers of public.happenings wait for these locks too
-- from    Event::partition happenings_c · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.happenings
    ATTACH PARTITION public.happenings_c FOR VALUES IN ('c');

---- 06_verify.sql

-- 06.001  verify 2 facts in the catalog
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

-- 05.002  undone: detach partition public.happenings_c of public.happenings, concurrently
ALTER TABLE public.happenings
    DETACH PARTITION public.happenings_c CONCURRENTLY;

-- 05.001  undone: drop table public.happenings_c
DROP TABLE public.happenings_c;

-- 03.001  undone: comment on table public.happenings_z and what belongs to it
COMMENT ON TABLE public.happenings_z IS 'The first ones.';

-- 02.017  undone: name the NOT NULLs of public.happenings after it and its columns
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

-- 02.016  undone: rename index happenings_z_user_id_idx of public.happenings_z to events_a_user_id_idx
ALTER INDEX IF EXISTS public.happenings_z_user_id_idx
    RENAME TO events_a_user_id_idx;

-- 02.015  undone: rename index happenings_b_0_user_id_idx of public.happenings_b_0 to events_b_0_user_id_idx
ALTER INDEX IF EXISTS public.happenings_b_0_user_id_idx
    RENAME TO events_b_0_user_id_idx;

-- 02.014  undone: rename index happenings_b_user_id_idx of public.happenings_b to events_b_user_id_idx
ALTER INDEX IF EXISTS public.happenings_b_user_id_idx
    RENAME TO events_b_user_id_idx;

-- 02.013  undone: rename index happenings_z_pkey of public.happenings_z to events_a_pkey
ALTER INDEX IF EXISTS public.happenings_z_pkey
    RENAME TO events_a_pkey;

-- 02.012  undone: rename index happenings_b_0_pkey of public.happenings_b_0 to events_b_0_pkey
ALTER INDEX IF EXISTS public.happenings_b_0_pkey
    RENAME TO events_b_0_pkey;

-- 02.011  undone: rename index happenings_b_pkey of public.happenings_b to events_b_pkey
ALTER INDEX IF EXISTS public.happenings_b_pkey
    RENAME TO events_b_pkey;

-- 02.010  undone: rename index happenings_user_id_idx of public.happenings to events_user_id_idx
ALTER INDEX public.happenings_user_id_idx
    RENAME TO events_user_id_idx;

-- 02.009  undone: rename constraint happenings_user_id_fkey of public.happenings_z to events_user_id_fkey
ALTER TABLE public.happenings_z
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.008  undone: rename constraint happenings_user_id_fkey of public.happenings_b_0 to events_user_id_fkey
ALTER TABLE public.happenings_b_0
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.007  undone: rename constraint happenings_user_id_fkey of public.happenings_b to events_user_id_fkey
ALTER TABLE public.happenings_b
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.006  undone: rename constraint happenings_user_id_fkey of public.happenings to events_user_id_fkey
ALTER TABLE public.happenings
    RENAME CONSTRAINT happenings_user_id_fkey TO events_user_id_fkey;

-- 02.005  undone: rename constraint happenings_pkey of public.happenings to events_pkey
ALTER TABLE public.happenings
    RENAME CONSTRAINT happenings_pkey TO events_pkey;

-- 02.004  undone: rename table public.happenings_b_0 to events_b_0
ALTER TABLE public.happenings_b_0
    RENAME TO events_b_0;

-- 02.003  undone: rename table public.happenings_b to events_b
ALTER TABLE public.happenings_b
    RENAME TO events_b;

-- 02.002  undone: rename table public.happenings_z to events_a
ALTER TABLE public.happenings_z
    RENAME TO events_a;

-- 02.001  undone: rename table public.happenings to events
ALTER TABLE public.happenings
    RENAME TO events;
