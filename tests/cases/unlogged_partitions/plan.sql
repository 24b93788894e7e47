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
            ('public.events_a_0'),
            ('public.events_b')) AS needed (name)
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

-- 02.001  create table public.cached
-- locks   public.cached: new in this migration
-- scan    none · own transaction
-- from    Cached · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.cached (
    id uuid NOT NULL,
    CONSTRAINT cached_pkey PRIMARY KEY (id)
)
    PARTITION BY HASH (id);

-- 02.002  create partition public.cached_0 of the new table public.cached
-- locks   public.cached, public.cached_0: new in this migration
-- scan    none · own transaction
-- from    Cached::partition cached_0 · undo: with public.cached
CREATE UNLOGGED TABLE public.cached_0 PARTITION OF public.cached
    FOR VALUES WITH (modulus 2, remainder 0);

-- 02.003  create partition public.cached_1 of the new table public.cached
-- locks   public.cached, public.cached_1: new in this migration
-- scan    none · own transaction
-- from    Cached::partition cached_1 · undo: with public.cached
CREATE TABLE public.cached_1 PARTITION OF public.cached
    FOR VALUES WITH (modulus 2, remainder 1);

-- 02.004  make table public.events_a_0 unlogged
-- locks   public.events_a_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.events_a_0 · rewrites public.events_a_0 · own transaction
-- from    Event::partition events_a_0 · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a_0
    SET UNLOGGED;

-- 02.005  make table public.events_b logged
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.events_b · rewrites public.events_b · own transaction, required: else writers of public.events_a_0 wait through this scan
-- from    Event::partition events_b · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b
    SET LOGGED;

---- 03_finish.sql

-- 03.001  comment on table public.cached and what belongs to it
-- locks   public.cached_0: new in this migration
-- scan    none · own transaction
-- from    Cached · undo: with public.cached
COMMENT ON TABLE public.cached_0 IS 'Made anew.';

---- 04_verify.sql

-- 04.001  verify 5 facts in the catalog
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
            ('partition public.cached_0 of public.cached', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.cached_0') AND inhparent = pg_catalog.to_regclass('public.cached') AND NOT inhdetachpending)),
            ('partition public.cached_1 of public.cached', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.cached_1') AND inhparent = pg_catalog.to_regclass('public.cached') AND NOT inhdetachpending)),
            ('persistence of public.events_a_0', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_0') AND relkind IN ('r', 'p') AND relpersistence = 'u')),
            ('persistence of public.events_b', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b') AND relkind IN ('r', 'p') AND relpersistence = 'p')),
            ('table public.cached', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.cached') AND relkind IN ('r', 'p')))
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

-- 05.001  create table public.events_c, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_c: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_c · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
CREATE UNLOGGED TABLE public.events_c (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
) WITH (fillfactor = '80');

-- 05.002  attach partition public.events_c to public.events
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_c: new in this migration
-- scan    public.events_c · own transaction, required: else writers of public.events_b wait for these locks too
-- from    Event::partition events_c · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ATTACH PARTITION public.events_c FOR VALUES IN ('c');

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
            ('partition public.events_c of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_c') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('table public.events_c', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_c') AND relkind IN ('r', 'p')))
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

-- 05.002  undone: detach partition public.events_c of public.events, concurrently
ALTER TABLE public.events
    DETACH PARTITION public.events_c CONCURRENTLY;

-- 05.001  undone: drop table public.events_c
DROP TABLE public.events_c;

-- 02.005  undone: make table public.events_b unlogged
ALTER TABLE public.events_b
    SET UNLOGGED;

-- 02.004  undone: make table public.events_a_0 logged
ALTER TABLE public.events_a_0
    SET LOGGED;

-- 02.001  undone: drop table public.cached
DROP TABLE public.cached;
