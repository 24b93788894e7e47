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

-- 02.001  rename column b of public.events to c
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::c · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    RENAME COLUMN b TO c;

-- 02.002  rename column a of public.events to b
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::b · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    RENAME COLUMN a TO b;

-- 02.003  rename index events_a_b_idx of public.events_a to events_a_c_idx
-- locks   public.events_a_b_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_a · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_b_idx
    RENAME TO events_a_c_idx;

-- 02.004  rename index events_a_a_idx of public.events_a to events_a_b_idx
-- locks   public.events_a_a_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_a · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_a_idx
    RENAME TO events_a_b_idx;

-- 02.005  rename index events_b_b_idx of public.events_b to events_b_c_idx
-- locks   public.events_b_b_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b · undo: rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_b_idx
    RENAME TO events_b_c_idx;

-- 02.006  rename index events_b_a_idx of public.events_b to events_b_b_idx
-- locks   public.events_b_a_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_a_idx
    RENAME TO events_b_b_idx;

-- 02.007  rename index events_b_0_b_idx of public.events_b_0 to events_b_0_c_idx
-- locks   public.events_b_0_b_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b_0 · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_b_idx
    RENAME TO events_b_0_c_idx;

-- 02.008  rename index events_b_0_a_idx of public.events_b_0 to events_b_0_b_idx
-- locks   public.events_b_0_a_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b_0 · undo: rollback.sql 02.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_a_idx
    RENAME TO events_b_0_b_idx;

-- 02.009  rename index events_a_kind_b_key of public.events_a to events_a_kind_c_key
-- locks   public.events_a_kind_b_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_a · undo: rollback.sql 02.009 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_kind_b_key
    RENAME TO events_a_kind_c_key;

-- 02.010  rename index events_a_kind_a_key of public.events_a to events_a_kind_b_key
-- locks   public.events_a_kind_a_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_a · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_kind_a_key
    RENAME TO events_a_kind_b_key;

-- 02.011  rename index events_b_kind_b_key of public.events_b to events_b_kind_c_key
-- locks   public.events_b_kind_b_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_kind_b_key
    RENAME TO events_b_kind_c_key;

-- 02.012  rename index events_b_kind_a_key of public.events_b to events_b_kind_b_key
-- locks   public.events_b_kind_a_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b · undo: rollback.sql 02.012 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_kind_a_key
    RENAME TO events_b_kind_b_key;

-- 02.013  rename index events_b_0_kind_b_key of public.events_b_0 to events_b_0_kind_c_key
-- locks   public.events_b_0_kind_b_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b_0 · undo: rollback.sql 02.013 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_kind_b_key
    RENAME TO events_b_0_kind_c_key;

-- 02.014  rename index events_b_0_kind_a_key of public.events_b_0 to events_b_0_kind_b_key
-- locks   public.events_b_0_kind_a_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::partition events_b_0 · undo: rollback.sql 02.014 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_kind_a_key
    RENAME TO events_b_0_kind_b_key;

---- 03_index.sql

-- 03.001  create index events_a_events_b_idx_new_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- undo    rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_events_b_idx_new_idx
    ON public.events_a (b);

-- 03.002  create index events_b_0_events_b_idx_new_idx on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- undo    rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_0_events_b_idx_new_idx
    ON public.events_b_0 (b);

-- 03.003  make index events_b_idx_new on public.events of those of its partitions
-- locks   public.events_a_events_b_idx_new_idx, public.events_b_0_events_b_idx_new_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_b: SHARE (writes wait, reads do not); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 03.003 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_b_idx_new
    ON ONLY public.events (b);
CREATE INDEX events_b_events_b_idx_new_idx
    ON ONLY public.events_b (b);
ALTER INDEX public.events_b_events_b_idx_new_idx ATTACH PARTITION public.events_b_0_events_b_idx_new_idx;
ALTER INDEX public.events_b_idx_new ATTACH PARTITION public.events_b_events_b_idx_new_idx;
ALTER INDEX public.events_b_idx_new ATTACH PARTITION public.events_a_events_b_idx_new_idx;
COMMIT;

-- 03.004  create index events_a_events_c_idx_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::index on c · undo: rollback.sql 03.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_events_c_idx_idx
    ON public.events_a (c);

-- 03.005  create index events_b_0_events_c_idx_idx on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- from    Event::index on c · undo: rollback.sql 03.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_0_events_c_idx_idx
    ON public.events_b_0 (c);

-- 03.006  make index events_c_idx on public.events of those of its partitions
-- locks   public.events_a_events_c_idx_idx, public.events_b_0_events_c_idx_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_b: SHARE (writes wait, reads do not); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on c · undo: rollback.sql 03.006 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_c_idx
    ON ONLY public.events (c);
CREATE INDEX events_b_events_c_idx_idx
    ON ONLY public.events_b (c);
ALTER INDEX public.events_b_events_c_idx_idx ATTACH PARTITION public.events_b_0_events_c_idx_idx;
ALTER INDEX public.events_c_idx ATTACH PARTITION public.events_b_events_c_idx_idx;
ALTER INDEX public.events_c_idx ATTACH PARTITION public.events_a_events_c_idx_idx;
COMMIT;

-- 03.007  create unique index events_a_events_kind_b_key_new_key on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::(kind, b) · undo: rollback.sql 03.007 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_a_events_kind_b_key_new_key
    ON public.events_a (kind, b);

-- 03.008  create unique index events_b_0_events_kind_b_key_new_key on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- from    Event::(kind, b) · undo: rollback.sql 03.008 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_events_kind_b_key_new_key
    ON public.events_b_0 (kind, b);

-- 03.009  create unique index events_a_events_kind_c_key_key on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::(kind, c) · undo: rollback.sql 03.009 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_a_events_kind_c_key_key
    ON public.events_a (kind, c);

-- 03.010  create unique index events_b_0_events_kind_c_key_key on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- from    Event::(kind, c) · undo: rollback.sql 03.010 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_events_kind_c_key_key
    ON public.events_b_0 (kind, c);

---- 04_key.sql

-- 04.001  make index events_a_events_kind_b_key_new_key the unique events_a_events_kind_b_key_new_key of public.events_a
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_events_kind_b_key_new_key UNIQUE USING INDEX events_a_events_kind_b_key_new_key;

-- 04.002  make index events_b_0_events_kind_b_key_new_key the unique events_b_0_events_kind_b_key_new_key of public.events_b_0
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::(kind, b) · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_events_kind_b_key_new_key UNIQUE USING INDEX events_b_0_events_kind_b_key_new_key;

-- 04.003  make the unique events_kind_b_key_new of public.events of those of its partitions
-- locks   public.events, public.events_a_events_kind_b_key_new_key, public.events_b, public.events_b_0_events_kind_b_key_new_key: ACCESS EXCLUSIVE (reads and writes wait); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::(kind, b) · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_kind_b_key_new UNIQUE (kind, b);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_events_kind_b_key_new_key UNIQUE (kind, b);
ALTER INDEX public.events_b_events_kind_b_key_new_key ATTACH PARTITION public.events_b_0_events_kind_b_key_new_key;
ALTER INDEX public.events_kind_b_key_new ATTACH PARTITION public.events_b_events_kind_b_key_new_key;
ALTER INDEX public.events_kind_b_key_new ATTACH PARTITION public.events_a_events_kind_b_key_new_key;
COMMIT;

-- 04.004  make index events_a_events_kind_c_key_key the unique events_a_events_kind_c_key_key of public.events_a
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::(kind, c) · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_events_kind_c_key_key UNIQUE USING INDEX events_a_events_kind_c_key_key;

-- 04.005  make index events_b_0_events_kind_c_key_key the unique events_b_0_events_kind_c_key_key of public.events_b_0
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::(kind, c) · undo: rollback.sql 04.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_events_kind_c_key_key UNIQUE USING INDEX events_b_0_events_kind_c_key_key;

-- 04.006  make the unique events_kind_c_key of public.events of those of its partitions
-- locks   public.events, public.events_a_events_kind_c_key_key, public.events_b, public.events_b_0_events_kind_c_key_key: ACCESS EXCLUSIVE (reads and writes wait); public.events_a, public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::(kind, c) · undo: rollback.sql 04.006 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_kind_c_key UNIQUE (kind, c);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_events_kind_c_key_key UNIQUE (kind, c);
ALTER INDEX public.events_b_events_kind_c_key_key ATTACH PARTITION public.events_b_0_events_kind_c_key_key;
ALTER INDEX public.events_kind_c_key ATTACH PARTITION public.events_b_events_kind_c_key_key;
ALTER INDEX public.events_kind_c_key ATTACH PARTITION public.events_a_events_kind_c_key_key;
COMMIT;

---- 05_finish.sql

-- 05.001  drop constraint events_kind_b_key of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a_events_kind_c_key_key wait for these locks too
-- from    Event::(kind, b) · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_b_key;

-- 05.002  rename constraint events_kind_b_key_new of public.events to events_kind_b_key
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT events_kind_b_key_new TO events_kind_b_key;

-- 05.003  drop index events_b_idx of public.events and of its partitions
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE on each)
DROP INDEX public.events_b_idx;

-- 05.004  rename index events_b_idx_new of public.events to events_b_idx
-- locks   public.events_b_idx_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 05.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.events_b_idx_new
    RENAME TO events_b_idx;

-- 05.005  rename index events_a_events_kind_c_key_key of public.events_a to events_a_kind_c_key
-- locks   public.events_a_events_kind_c_key_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 05.005 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_events_kind_c_key_key
    RENAME TO events_a_kind_c_key;

-- 05.006  rename index events_b_events_kind_c_key_key of public.events_b to events_b_kind_c_key
-- locks   public.events_b_events_kind_c_key_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 05.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_events_kind_c_key_key
    RENAME TO events_b_kind_c_key;

-- 05.007  rename index events_b_0_events_kind_c_key_key of public.events_b_0 to events_b_0_kind_c_key
-- locks   public.events_b_0_events_kind_c_key_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, c) · undo: rollback.sql 05.007 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_events_kind_c_key_key
    RENAME TO events_b_0_kind_c_key;

-- 05.008  rename index events_a_events_c_idx_idx of public.events_a to events_a_c_idx
-- locks   public.events_a_events_c_idx_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on c · undo: rollback.sql 05.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_events_c_idx_idx
    RENAME TO events_a_c_idx;

-- 05.009  rename index events_b_events_c_idx_idx of public.events_b to events_b_c_idx
-- locks   public.events_b_events_c_idx_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on c · undo: rollback.sql 05.009 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_events_c_idx_idx
    RENAME TO events_b_c_idx;

-- 05.010  rename index events_b_0_events_c_idx_idx of public.events_b_0 to events_b_0_c_idx
-- locks   public.events_b_0_events_c_idx_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on c · undo: rollback.sql 05.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_events_c_idx_idx
    RENAME TO events_b_0_c_idx;

---- 06_verify.sql

-- 06.001  verify 32 facts in the catalog
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
            ('public.events_a', 'events_a_events_kind_b_key_new_key', 'u', 'UNIQUE (kind, b)'),
            ('public.events_a', 'events_a_kind_c_key', 'u', 'UNIQUE (kind, c)'),
            ('public.events_b_0', 'events_b_0_events_kind_b_key_new_key', 'u', 'UNIQUE (kind, b)'),
            ('public.events_b_0', 'events_b_0_kind_c_key', 'u', 'UNIQUE (kind, c)'),
            ('public.events', 'events_kind_b_key', 'u', 'UNIQUE (kind, b)'),
            ('public.events', 'events_kind_c_key', 'u', 'UNIQUE (kind, c)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_a_c_idx', 'public.events_a'),
            ('public.events_a_events_b_idx_new_idx', 'public.events_a'),
            ('public.events_a_events_kind_b_key_new_key', 'public.events_a'),
            ('public.events_a_kind_c_key', 'public.events_a'),
            ('public.events_b_0_c_idx', 'public.events_b_0'),
            ('public.events_b_0_events_b_idx_new_idx', 'public.events_b_0'),
            ('public.events_b_0_events_kind_b_key_new_key', 'public.events_b_0'),
            ('public.events_b_0_kind_c_key', 'public.events_b_0'),
            ('public.events_b_idx', 'public.events'),
            ('public.events_c_idx', 'public.events')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.events.b', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'b' AND NOT attisdropped)),
            ('column public.events.c', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'c' AND NOT attisdropped)),
            ('constraint events_kind_b_key_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_kind_b_key_new')),
            ('index public.events_a_a_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_a_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_a_events_c_idx_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_events_c_idx_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_a_events_kind_c_key_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_events_kind_c_key_key') AND relkind IN ('i', 'I'))),
            ('index public.events_a_kind_a_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_kind_a_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_a_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_a_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_events_c_idx_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_events_c_idx_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_events_kind_c_key_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_events_kind_c_key_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_kind_a_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_kind_a_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_a_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_a_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_events_c_idx_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_events_c_idx_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_events_kind_c_key_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_events_kind_c_key_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_idx_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_idx_new') AND relkind IN ('i', 'I'))),
            ('index public.events_b_kind_a_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_kind_a_key') AND relkind IN ('i', 'I')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 07_drop.sql

-- 07.001  drop constraint events_kind_a_key of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 07.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_a_key;

-- 07.002  drop index events_a_idx of public.events and of its partitions
-- locks   public.events, public.events_a, public.events_b, public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 07.002 (ACCESS EXCLUSIVE on each)
DROP INDEX public.events_a_idx;

-- 07.003  rename index events_a_events_kind_b_key_new_key of public.events_a to events_a_kind_b_key
-- locks   public.events_a_events_kind_b_key_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 07.003 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_events_kind_b_key_new_key
    RENAME TO events_a_kind_b_key;

-- 07.004  rename index events_b_events_kind_b_key_new_key of public.events_b to events_b_kind_b_key
-- locks   public.events_b_events_kind_b_key_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 07.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_events_kind_b_key_new_key
    RENAME TO events_b_kind_b_key;

-- 07.005  rename index events_b_0_events_kind_b_key_new_key of public.events_b_0 to events_b_0_kind_b_key
-- locks   public.events_b_0_events_kind_b_key_new_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::(kind, b) · undo: rollback.sql 07.005 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_events_kind_b_key_new_key
    RENAME TO events_b_0_kind_b_key;

-- 07.006  rename index events_a_events_b_idx_new_idx of public.events_a to events_a_b_idx
-- locks   public.events_a_events_b_idx_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 07.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_events_b_idx_new_idx
    RENAME TO events_a_b_idx;

-- 07.007  rename index events_b_events_b_idx_new_idx of public.events_b to events_b_b_idx
-- locks   public.events_b_events_b_idx_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 07.007 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_events_b_idx_new_idx
    RENAME TO events_b_b_idx;

-- 07.008  rename index events_b_0_events_b_idx_new_idx of public.events_b_0 to events_b_0_b_idx
-- locks   public.events_b_0_events_b_idx_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on b · undo: rollback.sql 07.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_events_b_idx_new_idx
    RENAME TO events_b_0_b_idx;

---- 08_verify.sql

-- 08.001  verify 8 facts in the catalog
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
            ('constraint events_kind_a_key of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_kind_a_key')),
            ('index public.events_a_events_b_idx_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_events_b_idx_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_a_events_kind_b_key_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_events_kind_b_key_new_key') AND relkind IN ('i', 'I'))),
            ('index public.events_a_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_events_b_idx_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_events_b_idx_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_events_kind_b_key_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_events_kind_b_key_new_key') AND relkind IN ('i', 'I'))),
            ('index public.events_b_events_b_idx_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_events_b_idx_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_events_kind_b_key_new_key', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_events_kind_b_key_new_key') AND relkind IN ('i', 'I')))
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

-- 07.008  undone: rename index events_b_0_b_idx of public.events_b_0 to events_b_0_events_b_idx_new_idx
ALTER INDEX IF EXISTS public.events_b_0_b_idx
    RENAME TO events_b_0_events_b_idx_new_idx;

-- 07.007  undone: rename index events_b_b_idx of public.events_b to events_b_events_b_idx_new_idx
ALTER INDEX IF EXISTS public.events_b_b_idx
    RENAME TO events_b_events_b_idx_new_idx;

-- 07.006  undone: rename index events_a_b_idx of public.events_a to events_a_events_b_idx_new_idx
ALTER INDEX IF EXISTS public.events_a_b_idx
    RENAME TO events_a_events_b_idx_new_idx;

-- 07.005  undone: rename index events_b_0_kind_b_key of public.events_b_0 to events_b_0_events_kind_b_key_new_key
ALTER INDEX IF EXISTS public.events_b_0_kind_b_key
    RENAME TO events_b_0_events_kind_b_key_new_key;

-- 07.004  undone: rename index events_b_kind_b_key of public.events_b to events_b_events_kind_b_key_new_key
ALTER INDEX IF EXISTS public.events_b_kind_b_key
    RENAME TO events_b_events_kind_b_key_new_key;

-- 07.003  undone: rename index events_a_kind_b_key of public.events_a to events_a_events_kind_b_key_new_key
ALTER INDEX IF EXISTS public.events_a_kind_b_key
    RENAME TO events_a_events_kind_b_key_new_key;

-- 07.002  undone: create index events_a_b_idx on public.events_a, concurrently
CREATE INDEX CONCURRENTLY events_a_b_idx
    ON public.events_a (b);

-- 07.002  undone: create index events_b_0_b_idx on public.events_b_0, concurrently
CREATE INDEX CONCURRENTLY events_b_0_b_idx
    ON public.events_b_0 (b);

-- 07.002  undone: make index events_a_idx on public.events of those of its partitions
CREATE INDEX events_a_idx
    ON ONLY public.events (b);
CREATE INDEX events_b_b_idx
    ON ONLY public.events_b (b);
ALTER INDEX public.events_b_b_idx ATTACH PARTITION public.events_b_0_b_idx;
ALTER INDEX public.events_a_idx ATTACH PARTITION public.events_b_b_idx;
ALTER INDEX public.events_a_idx ATTACH PARTITION public.events_a_b_idx;

-- 07.001  undone: create unique index events_a_kind_b_key on public.events_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_b_key
    ON public.events_a (kind, b);

-- 07.001  undone: make index events_a_kind_b_key the unique events_a_kind_b_key of public.events_a
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_b_key UNIQUE USING INDEX events_a_kind_b_key;

-- 07.001  undone: create unique index events_b_0_kind_b_key on public.events_b_0, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_b_key
    ON public.events_b_0 (kind, b);

-- 07.001  undone: make index events_b_0_kind_b_key the unique events_b_0_kind_b_key of public.events_b_0
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_b_key UNIQUE USING INDEX events_b_0_kind_b_key;

-- 07.001  undone: make the unique events_kind_a_key of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_kind_a_key UNIQUE (kind, b);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_b_key UNIQUE (kind, b);
ALTER INDEX public.events_b_kind_b_key ATTACH PARTITION public.events_b_0_kind_b_key;
ALTER INDEX public.events_kind_a_key ATTACH PARTITION public.events_b_kind_b_key;
ALTER INDEX public.events_kind_a_key ATTACH PARTITION public.events_a_kind_b_key;

-- 05.010  undone: rename index events_b_0_c_idx of public.events_b_0 to events_b_0_events_c_idx_idx
ALTER INDEX IF EXISTS public.events_b_0_c_idx
    RENAME TO events_b_0_events_c_idx_idx;

-- 05.009  undone: rename index events_b_c_idx of public.events_b to events_b_events_c_idx_idx
ALTER INDEX IF EXISTS public.events_b_c_idx
    RENAME TO events_b_events_c_idx_idx;

-- 05.008  undone: rename index events_a_c_idx of public.events_a to events_a_events_c_idx_idx
ALTER INDEX IF EXISTS public.events_a_c_idx
    RENAME TO events_a_events_c_idx_idx;

-- 05.007  undone: rename index events_b_0_kind_c_key of public.events_b_0 to events_b_0_events_kind_c_key_key
ALTER INDEX IF EXISTS public.events_b_0_kind_c_key
    RENAME TO events_b_0_events_kind_c_key_key;

-- 05.006  undone: rename index events_b_kind_c_key of public.events_b to events_b_events_kind_c_key_key
ALTER INDEX IF EXISTS public.events_b_kind_c_key
    RENAME TO events_b_events_kind_c_key_key;

-- 05.005  undone: rename index events_a_kind_c_key of public.events_a to events_a_events_kind_c_key_key
ALTER INDEX IF EXISTS public.events_a_kind_c_key
    RENAME TO events_a_events_kind_c_key_key;

-- 05.004  undone: rename index events_b_idx of public.events to events_b_idx_new
ALTER INDEX public.events_b_idx
    RENAME TO events_b_idx_new;

-- 05.003  undone: create index events_a_c_idx on public.events_a, concurrently
CREATE INDEX CONCURRENTLY events_a_c_idx
    ON public.events_a (c);

-- 05.003  undone: create index events_b_0_c_idx on public.events_b_0, concurrently
CREATE INDEX CONCURRENTLY events_b_0_c_idx
    ON public.events_b_0 (c);

-- 05.003  undone: make index events_b_idx on public.events of those of its partitions
CREATE INDEX events_b_idx
    ON ONLY public.events (c);
CREATE INDEX events_b_c_idx
    ON ONLY public.events_b (c);
ALTER INDEX public.events_b_c_idx ATTACH PARTITION public.events_b_0_c_idx;
ALTER INDEX public.events_b_idx ATTACH PARTITION public.events_b_c_idx;
ALTER INDEX public.events_b_idx ATTACH PARTITION public.events_a_c_idx;

-- 05.002  undone: rename constraint events_kind_b_key of public.events to events_kind_b_key_new
ALTER TABLE public.events
    RENAME CONSTRAINT events_kind_b_key TO events_kind_b_key_new;

-- 05.001  undone: create unique index events_a_kind_c_key on public.events_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_c_key
    ON public.events_a (kind, c);

-- 05.001  undone: make index events_a_kind_c_key the unique events_a_kind_c_key of public.events_a
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_c_key UNIQUE USING INDEX events_a_kind_c_key;

-- 05.001  undone: create unique index events_b_0_kind_c_key on public.events_b_0, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_c_key
    ON public.events_b_0 (kind, c);

-- 05.001  undone: make index events_b_0_kind_c_key the unique events_b_0_kind_c_key of public.events_b_0
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_c_key UNIQUE USING INDEX events_b_0_kind_c_key;

-- 05.001  undone: make the unique events_kind_b_key of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_kind_b_key UNIQUE (kind, c);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_c_key UNIQUE (kind, c);
ALTER INDEX public.events_b_kind_c_key ATTACH PARTITION public.events_b_0_kind_c_key;
ALTER INDEX public.events_kind_b_key ATTACH PARTITION public.events_b_kind_c_key;
ALTER INDEX public.events_kind_b_key ATTACH PARTITION public.events_a_kind_c_key;

-- 04.006  undone: drop constraint events_kind_c_key of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_c_key;

-- 04.003  undone: drop constraint events_kind_b_key_new of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_b_key_new;

-- 03.006  undone: drop index events_c_idx of public.events and of its partitions
DROP INDEX public.events_c_idx;

-- 03.003  undone: drop index events_b_idx_new of public.events and of its partitions
DROP INDEX public.events_b_idx_new;

-- 02.014  undone: rename index events_b_0_kind_b_key of public.events_b_0 to events_b_0_kind_a_key
ALTER INDEX IF EXISTS public.events_b_0_kind_b_key
    RENAME TO events_b_0_kind_a_key;

-- 02.013  undone: rename index events_b_0_kind_c_key of public.events_b_0 to events_b_0_kind_b_key
ALTER INDEX IF EXISTS public.events_b_0_kind_c_key
    RENAME TO events_b_0_kind_b_key;

-- 02.012  undone: rename index events_b_kind_b_key of public.events_b to events_b_kind_a_key
ALTER INDEX IF EXISTS public.events_b_kind_b_key
    RENAME TO events_b_kind_a_key;

-- 02.011  undone: rename index events_b_kind_c_key of public.events_b to events_b_kind_b_key
ALTER INDEX IF EXISTS public.events_b_kind_c_key
    RENAME TO events_b_kind_b_key;

-- 02.010  undone: rename index events_a_kind_b_key of public.events_a to events_a_kind_a_key
ALTER INDEX IF EXISTS public.events_a_kind_b_key
    RENAME TO events_a_kind_a_key;

-- 02.009  undone: rename index events_a_kind_c_key of public.events_a to events_a_kind_b_key
ALTER INDEX IF EXISTS public.events_a_kind_c_key
    RENAME TO events_a_kind_b_key;

-- 02.008  undone: rename index events_b_0_b_idx of public.events_b_0 to events_b_0_a_idx
ALTER INDEX IF EXISTS public.events_b_0_b_idx
    RENAME TO events_b_0_a_idx;

-- 02.007  undone: rename index events_b_0_c_idx of public.events_b_0 to events_b_0_b_idx
ALTER INDEX IF EXISTS public.events_b_0_c_idx
    RENAME TO events_b_0_b_idx;

-- 02.006  undone: rename index events_b_b_idx of public.events_b to events_b_a_idx
ALTER INDEX IF EXISTS public.events_b_b_idx
    RENAME TO events_b_a_idx;

-- 02.005  undone: rename index events_b_c_idx of public.events_b to events_b_b_idx
ALTER INDEX IF EXISTS public.events_b_c_idx
    RENAME TO events_b_b_idx;

-- 02.004  undone: rename index events_a_b_idx of public.events_a to events_a_a_idx
ALTER INDEX IF EXISTS public.events_a_b_idx
    RENAME TO events_a_a_idx;

-- 02.003  undone: rename index events_a_c_idx of public.events_a to events_a_b_idx
ALTER INDEX IF EXISTS public.events_a_c_idx
    RENAME TO events_a_b_idx;

-- 02.002  undone: rename column b of public.events to a
ALTER TABLE public.events
    RENAME COLUMN b TO a;

-- 02.001  undone: rename column c of public.events to b
ALTER TABLE public.events
    RENAME COLUMN c TO b;
