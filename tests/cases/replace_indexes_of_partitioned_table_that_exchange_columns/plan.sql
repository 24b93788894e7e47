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

---- 02_index.sql

-- 02.001  create index events_a_first_new_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- undo    rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_first_new_idx
    ON public.events_a (b);

-- 02.002  create index events_b_0_first_new_idx on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_0_first_new_idx
    ON public.events_b_0 (b);

-- 02.003  make index first_new on public.events of those of its partitions
-- locks   public.events_a_first_new_idx, public.events_b_0_first_new_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_b: SHARE (writes wait, reads do not); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX first_new
    ON ONLY public.events (b);
CREATE INDEX events_b_first_new_idx
    ON ONLY public.events_b (b);
ALTER INDEX public.events_b_first_new_idx ATTACH PARTITION public.events_b_0_first_new_idx;
ALTER INDEX public.first_new ATTACH PARTITION public.events_b_first_new_idx;
ALTER INDEX public.first_new ATTACH PARTITION public.events_a_first_new_idx;
COMMIT;

-- 02.004  create index events_a_second_new_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- undo    rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_second_new_idx
    ON public.events_a (a);

-- 02.005  create index events_b_0_second_new_idx on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- undo    rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_0_second_new_idx
    ON public.events_b_0 (a);

-- 02.006  make index second_new on public.events of those of its partitions
-- locks   public.events_a_second_new_idx, public.events_b_0_second_new_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_b: SHARE (writes wait, reads do not); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.006 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX second_new
    ON ONLY public.events (a);
CREATE INDEX events_b_second_new_idx
    ON ONLY public.events_b (a);
ALTER INDEX public.events_b_second_new_idx ATTACH PARTITION public.events_b_0_second_new_idx;
ALTER INDEX public.second_new ATTACH PARTITION public.events_b_second_new_idx;
ALTER INDEX public.second_new ATTACH PARTITION public.events_a_second_new_idx;
COMMIT;

-- 02.007  create unique index events_a_one_new_key on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::(kind, b) · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_a_one_new_key
    ON public.events_a (kind, b);

-- 02.008  create unique index events_b_0_one_new_key on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- from    Event::(kind, b) · undo: rollback.sql 02.008 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_one_new_key
    ON public.events_b_0 (kind, b);

-- 02.009  create unique index events_a_other_new_key on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::(kind, c) · undo: rollback.sql 02.009 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_a_other_new_key
    ON public.events_a (kind, c);

-- 02.010  create unique index events_b_0_other_new_key on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- from    Event::(kind, c) · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_other_new_key
    ON public.events_b_0 (kind, c);

---- 03_key.sql

-- 03.001  make index events_a_one_new_key the unique events_a_one_new_key of public.events_a
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_one_new_key UNIQUE USING INDEX events_a_one_new_key;

-- 03.002  make index events_b_0_one_new_key the unique events_b_0_one_new_key of public.events_b_0
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::(kind, b) · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_one_new_key UNIQUE USING INDEX events_b_0_one_new_key;

-- 03.003  make the unique one_new of public.events of those of its partitions
-- locks   public.events, public.events_a_one_new_key, public.events_b, public.events_b_0_one_new_key: ACCESS EXCLUSIVE (reads and writes wait); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::(kind, b) · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT one_new UNIQUE (kind, b);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_one_new_key UNIQUE (kind, b);
ALTER INDEX public.events_b_one_new_key ATTACH PARTITION public.events_b_0_one_new_key;
ALTER INDEX public.one_new ATTACH PARTITION public.events_b_one_new_key;
ALTER INDEX public.one_new ATTACH PARTITION public.events_a_one_new_key;
COMMIT;

-- 03.004  make index events_a_other_new_key the unique events_a_other_new_key of public.events_a
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::(kind, c) · undo: rollback.sql 03.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_other_new_key UNIQUE USING INDEX events_a_other_new_key;

-- 03.005  make index events_b_0_other_new_key the unique events_b_0_other_new_key of public.events_b_0
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::(kind, c) · undo: rollback.sql 03.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_other_new_key UNIQUE USING INDEX events_b_0_other_new_key;

-- 03.006  make the unique other_new of public.events of those of its partitions
-- locks   public.events, public.events_a_other_new_key, public.events_b, public.events_b_0_other_new_key: ACCESS EXCLUSIVE (reads and writes wait); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::(kind, c) · undo: rollback.sql 03.006 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT other_new UNIQUE (kind, c);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_other_new_key UNIQUE (kind, c);
ALTER INDEX public.events_b_other_new_key ATTACH PARTITION public.events_b_0_other_new_key;
ALTER INDEX public.other_new ATTACH PARTITION public.events_b_other_new_key;
ALTER INDEX public.other_new ATTACH PARTITION public.events_a_other_new_key;
COMMIT;

---- 04_finish.sql

-- 04.001  drop constraint one of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a_other_new_key wait for these locks too
-- from    Event::(kind, b) · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT one;

-- 04.002  rename constraint one_new of public.events to one
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT one_new TO one;

-- 04.003  drop constraint other of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT other;

-- 04.004  rename constraint other_new of public.events to other
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT other_new TO other;

-- 04.005  drop index first of public.events and of its partitions
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 04.005 (ACCESS EXCLUSIVE on each)
DROP INDEX public.first;

-- 04.006  rename index first_new of public.events to first
-- locks   public.first_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 04.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.first_new
    RENAME TO first;

-- 04.007  drop index second of public.events and of its partitions
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::index on a · undo: rollback.sql 04.007 (ACCESS EXCLUSIVE on each)
DROP INDEX public.second;

-- 04.008  rename index second_new of public.events to second
-- locks   public.second_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on a · undo: rollback.sql 04.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.second_new
    RENAME TO second;

-- 04.009  rename index events_a_one_new_key of public.events_a to events_a_kind_b_key
-- locks   public.events_a_one_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 04.009 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_one_new_key
    RENAME TO events_a_kind_b_key;

-- 04.010  rename index events_b_one_new_key of public.events_b to events_b_kind_b_key
-- locks   public.events_b_one_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 04.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_one_new_key
    RENAME TO events_b_kind_b_key;

-- 04.011  rename index events_b_0_one_new_key of public.events_b_0 to events_b_0_kind_b_key
-- locks   public.events_b_0_one_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 04.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_one_new_key
    RENAME TO events_b_0_kind_b_key;

-- 04.012  rename index events_a_first_new_idx of public.events_a to events_a_b_idx
-- locks   public.events_a_first_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 04.012 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_first_new_idx
    RENAME TO events_a_b_idx;

-- 04.013  rename index events_b_first_new_idx of public.events_b to events_b_b_idx
-- locks   public.events_b_first_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 04.013 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_first_new_idx
    RENAME TO events_b_b_idx;

-- 04.014  rename index events_b_0_first_new_idx of public.events_b_0 to events_b_0_b_idx
-- locks   public.events_b_0_first_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 04.014 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_first_new_idx
    RENAME TO events_b_0_b_idx;

-- 04.015  rename index events_a_second_new_idx of public.events_a to events_a_a_idx
-- locks   public.events_a_second_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on a · undo: rollback.sql 04.015 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_second_new_idx
    RENAME TO events_a_a_idx;

-- 04.016  rename index events_b_second_new_idx of public.events_b to events_b_a_idx
-- locks   public.events_b_second_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on a · undo: rollback.sql 04.016 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_second_new_idx
    RENAME TO events_b_a_idx;

-- 04.017  rename index events_b_0_second_new_idx of public.events_b_0 to events_b_0_a_idx
-- locks   public.events_b_0_second_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on a · undo: rollback.sql 04.017 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_second_new_idx
    RENAME TO events_b_0_a_idx;

---- 05_verify.sql

-- 05.001  verify 29 facts in the catalog
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
            ('public.events_a', 'events_a_kind_b_key', 'u', 'UNIQUE (kind, b)'),
            ('public.events_a', 'events_a_other_new_key', 'u', 'UNIQUE (kind, c)'),
            ('public.events_b_0', 'events_b_0_kind_b_key', 'u', 'UNIQUE (kind, b)'),
            ('public.events_b_0', 'events_b_0_other_new_key', 'u', 'UNIQUE (kind, c)'),
            ('public.events', 'one', 'u', 'UNIQUE (kind, b)'),
            ('public.events', 'other', 'u', 'UNIQUE (kind, c)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_a_a_idx', 'public.events_a'),
            ('public.events_a_b_idx', 'public.events_a'),
            ('public.events_a_kind_b_key', 'public.events_a'),
            ('public.events_a_other_new_key', 'public.events_a'),
            ('public.events_b_0_a_idx', 'public.events_b_0'),
            ('public.events_b_0_b_idx', 'public.events_b_0'),
            ('public.events_b_0_kind_b_key', 'public.events_b_0'),
            ('public.events_b_0_other_new_key', 'public.events_b_0'),
            ('public.first', 'public.events'),
            ('public.second', 'public.events')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint one_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'one_new')),
            ('constraint other_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'other_new')),
            ('index public.events_a_first_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_first_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_a_one_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_one_new_key') AND relkind IN ('i', 'I'))),
            ('index public.events_a_second_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_second_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_first_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_first_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_one_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_one_new_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_second_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_second_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_first_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_first_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_one_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_one_new_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_second_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_second_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.first_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.first_new') AND relkind IN ('i', 'I'))),
            ('index public.second_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.second_new') AND relkind IN ('i', 'I')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 06_drop.sql

-- 06.001  drop constraint going of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 06.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT going;

-- 06.002  rename index events_a_other_new_key of public.events_a to events_a_kind_c_key
-- locks   public.events_a_other_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 06.002 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_other_new_key
    RENAME TO events_a_kind_c_key;

-- 06.003  rename index events_b_other_new_key of public.events_b to events_b_kind_c_key
-- locks   public.events_b_other_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 06.003 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_other_new_key
    RENAME TO events_b_kind_c_key;

-- 06.004  rename index events_b_0_other_new_key of public.events_b_0 to events_b_0_kind_c_key
-- locks   public.events_b_0_other_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 06.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_other_new_key
    RENAME TO events_b_0_kind_c_key;

---- 07_verify.sql

-- 07.001  verify 4 facts in the catalog
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
            ('constraint going of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'going')),
            ('index public.events_a_other_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_other_new_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_other_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_other_new_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_other_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_other_new_key') AND relkind IN ('i', 'I')))
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

-- 06.004  undone: rename index events_b_0_kind_c_key of public.events_b_0 to events_b_0_other_new_key
ALTER INDEX IF EXISTS public.events_b_0_kind_c_key
    RENAME TO events_b_0_other_new_key;

-- 06.003  undone: rename index events_b_kind_c_key of public.events_b to events_b_other_new_key
ALTER INDEX IF EXISTS public.events_b_kind_c_key
    RENAME TO events_b_other_new_key;

-- 06.002  undone: rename index events_a_kind_c_key of public.events_a to events_a_other_new_key
ALTER INDEX IF EXISTS public.events_a_kind_c_key
    RENAME TO events_a_other_new_key;

-- 06.001  undone: create unique index events_a_kind_c_key on public.events_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_c_key
    ON public.events_a (kind, c);

-- 06.001  undone: make index events_a_kind_c_key the unique events_a_kind_c_key of public.events_a
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_c_key UNIQUE USING INDEX events_a_kind_c_key;

-- 06.001  undone: create unique index events_b_0_kind_c_key on public.events_b_0, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_c_key
    ON public.events_b_0 (kind, c);

-- 06.001  undone: make index events_b_0_kind_c_key the unique events_b_0_kind_c_key of public.events_b_0
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_c_key UNIQUE USING INDEX events_b_0_kind_c_key;

-- 06.001  undone: make the unique going of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT going UNIQUE (kind, c);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_c_key UNIQUE (kind, c);
ALTER INDEX public.events_b_kind_c_key ATTACH PARTITION public.events_b_0_kind_c_key;
ALTER INDEX public.going ATTACH PARTITION public.events_b_kind_c_key;
ALTER INDEX public.going ATTACH PARTITION public.events_a_kind_c_key;

-- 04.017  undone: rename index events_b_0_a_idx of public.events_b_0 to events_b_0_second_new_idx
ALTER INDEX IF EXISTS public.events_b_0_a_idx
    RENAME TO events_b_0_second_new_idx;

-- 04.016  undone: rename index events_b_a_idx of public.events_b to events_b_second_new_idx
ALTER INDEX IF EXISTS public.events_b_a_idx
    RENAME TO events_b_second_new_idx;

-- 04.015  undone: rename index events_a_a_idx of public.events_a to events_a_second_new_idx
ALTER INDEX IF EXISTS public.events_a_a_idx
    RENAME TO events_a_second_new_idx;

-- 04.014  undone: rename index events_b_0_b_idx of public.events_b_0 to events_b_0_first_new_idx
ALTER INDEX IF EXISTS public.events_b_0_b_idx
    RENAME TO events_b_0_first_new_idx;

-- 04.013  undone: rename index events_b_b_idx of public.events_b to events_b_first_new_idx
ALTER INDEX IF EXISTS public.events_b_b_idx
    RENAME TO events_b_first_new_idx;

-- 04.012  undone: rename index events_a_b_idx of public.events_a to events_a_first_new_idx
ALTER INDEX IF EXISTS public.events_a_b_idx
    RENAME TO events_a_first_new_idx;

-- 04.011  undone: rename index events_b_0_kind_b_key of public.events_b_0 to events_b_0_one_new_key
ALTER INDEX IF EXISTS public.events_b_0_kind_b_key
    RENAME TO events_b_0_one_new_key;

-- 04.010  undone: rename index events_b_kind_b_key of public.events_b to events_b_one_new_key
ALTER INDEX IF EXISTS public.events_b_kind_b_key
    RENAME TO events_b_one_new_key;

-- 04.009  undone: rename index events_a_kind_b_key of public.events_a to events_a_one_new_key
ALTER INDEX IF EXISTS public.events_a_kind_b_key
    RENAME TO events_a_one_new_key;

-- 04.008  undone: rename index second of public.events to second_new
ALTER INDEX public.second
    RENAME TO second_new;

-- 04.007  undone: create index events_a_b_idx on public.events_a, concurrently
CREATE INDEX CONCURRENTLY events_a_b_idx
    ON public.events_a (b);

-- 04.007  undone: create index events_b_0_b_idx on public.events_b_0, concurrently
CREATE INDEX CONCURRENTLY events_b_0_b_idx
    ON public.events_b_0 (b);

-- 04.007  undone: make index second on public.events of those of its partitions
CREATE INDEX second
    ON ONLY public.events (b);
CREATE INDEX events_b_b_idx
    ON ONLY public.events_b (b);
ALTER INDEX public.events_b_b_idx ATTACH PARTITION public.events_b_0_b_idx;
ALTER INDEX public.second ATTACH PARTITION public.events_b_b_idx;
ALTER INDEX public.second ATTACH PARTITION public.events_a_b_idx;

-- 04.006  undone: rename index first of public.events to first_new
ALTER INDEX public.first
    RENAME TO first_new;

-- 04.005  undone: create index events_a_a_idx on public.events_a, concurrently
CREATE INDEX CONCURRENTLY events_a_a_idx
    ON public.events_a (a);

-- 04.005  undone: create index events_b_0_a_idx on public.events_b_0, concurrently
CREATE INDEX CONCURRENTLY events_b_0_a_idx
    ON public.events_b_0 (a);

-- 04.005  undone: make index first on public.events of those of its partitions
CREATE INDEX first
    ON ONLY public.events (a);
CREATE INDEX events_b_a_idx
    ON ONLY public.events_b (a);
ALTER INDEX public.events_b_a_idx ATTACH PARTITION public.events_b_0_a_idx;
ALTER INDEX public.first ATTACH PARTITION public.events_b_a_idx;
ALTER INDEX public.first ATTACH PARTITION public.events_a_a_idx;

-- 04.004  undone: rename constraint other of public.events to other_new
ALTER TABLE public.events
    RENAME CONSTRAINT other TO other_new;

-- 04.003  undone: create unique index events_a_kind_b_key on public.events_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_b_key
    ON public.events_a (kind, b);

-- 04.003  undone: make index events_a_kind_b_key the unique events_a_kind_b_key of public.events_a
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_b_key UNIQUE USING INDEX events_a_kind_b_key;

-- 04.003  undone: create unique index events_b_0_kind_b_key on public.events_b_0, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_b_key
    ON public.events_b_0 (kind, b);

-- 04.003  undone: make index events_b_0_kind_b_key the unique events_b_0_kind_b_key of public.events_b_0
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_b_key UNIQUE USING INDEX events_b_0_kind_b_key;

-- 04.003  undone: make the unique other of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT other UNIQUE (kind, b);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_b_key UNIQUE (kind, b);
ALTER INDEX public.events_b_kind_b_key ATTACH PARTITION public.events_b_0_kind_b_key;
ALTER INDEX public.other ATTACH PARTITION public.events_b_kind_b_key;
ALTER INDEX public.other ATTACH PARTITION public.events_a_kind_b_key;

-- 04.002  undone: rename constraint one of public.events to one_new
ALTER TABLE public.events
    RENAME CONSTRAINT one TO one_new;

-- 04.001  undone: create unique index events_a_kind_a_key on public.events_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_a_key
    ON public.events_a (kind, a);

-- 04.001  undone: make index events_a_kind_a_key the unique events_a_kind_a_key of public.events_a
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_a_key UNIQUE USING INDEX events_a_kind_a_key;

-- 04.001  undone: create unique index events_b_0_kind_a_key on public.events_b_0, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_a_key
    ON public.events_b_0 (kind, a);

-- 04.001  undone: make index events_b_0_kind_a_key the unique events_b_0_kind_a_key of public.events_b_0
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_a_key UNIQUE USING INDEX events_b_0_kind_a_key;

-- 04.001  undone: make the unique one of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT one UNIQUE (kind, a);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_a_key UNIQUE (kind, a);
ALTER INDEX public.events_b_kind_a_key ATTACH PARTITION public.events_b_0_kind_a_key;
ALTER INDEX public.one ATTACH PARTITION public.events_b_kind_a_key;
ALTER INDEX public.one ATTACH PARTITION public.events_a_kind_a_key;

-- 03.006  undone: drop constraint other_new of public.events
ALTER TABLE public.events
    DROP CONSTRAINT other_new;

-- 03.003  undone: drop constraint one_new of public.events
ALTER TABLE public.events
    DROP CONSTRAINT one_new;

-- 02.006  undone: drop index second_new of public.events and of its partitions
DROP INDEX public.second_new;

-- 02.003  undone: drop index first_new of public.events and of its partitions
DROP INDEX public.first_new;
