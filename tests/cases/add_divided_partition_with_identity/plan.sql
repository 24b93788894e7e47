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

-- 02.001  create table public.events_2021, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_2021: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2021 · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.events_2021 (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
)
    PARTITION BY LIST (id);

-- 02.002  attach partition public.events_2021 to public.events
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_2021, public.events_2021_1, public.events_2021_rest: new in this migration
-- scan    public.events_2021_1, public.events_2021_rest · own transaction
-- from    Event::partition events_2021 · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ATTACH PARTITION public.events_2021 FOR VALUES FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00');

-- 02.003  create table public.events_2021_1, to be a partition of public.events_2021
-- locks   public.events_2021, public.events_2021_1: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2021_1 · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_2021_1 (
    LIKE public.events_2021 INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 02.004  attach partition public.events_2021_1 to public.events_2021
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_2021, public.events_2021_1: new in this migration
-- scan    public.events_2021_1 · own transaction
-- from    Event::partition events_2021_1 · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_2021
    ATTACH PARTITION public.events_2021_1 FOR VALUES IN (1);

-- 02.005  create table public.events_2021_rest, to be a partition of public.events_2021
-- locks   public.events_2021, public.events_2021_rest: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2021_rest · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_2021_rest (
    LIKE public.events_2021 INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 02.006  attach partition public.events_2021_rest to public.events_2021
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_2021, public.events_2021_rest: new in this migration
-- scan    public.events_2021_rest · own transaction
-- from    Event::partition events_2021_rest · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_2021
    ATTACH PARTITION public.events_2021_rest DEFAULT;

-- 02.007  create table public.events_later, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_later: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_later · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.events_later (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
)
    PARTITION BY HASH (id);

-- 02.008  attach partition public.events_later to public.events
-- locks   public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_later, public.events_later_0: new in this migration
-- scan    public.events_later_0 · own transaction
-- from    Event::partition events_later · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ATTACH PARTITION public.events_later DEFAULT;

-- 02.009  create table public.events_later_0, to be a partition of public.events_later
-- locks   public.events_later, public.events_later_0: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_later_0 · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_later_0 (
    LIKE public.events_later INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 02.010  attach partition public.events_later_0 to public.events_later
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_later, public.events_later_0: new in this migration
-- scan    public.events_later_0 · own transaction
-- from    Event::partition events_later_0 · undo: rollback.sql 02.010 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_later
    ATTACH PARTITION public.events_later_0 FOR VALUES WITH (modulus 1, remainder 0);

---- 03_verify.sql

-- 03.001  verify 10 facts in the catalog
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
            ('partition public.events_2021 of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('partition public.events_2021_1 of public.events_2021', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021_1') AND inhparent = pg_catalog.to_regclass('public.events_2021') AND NOT inhdetachpending)),
            ('partition public.events_2021_rest of public.events_2021', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021_rest') AND inhparent = pg_catalog.to_regclass('public.events_2021') AND NOT inhdetachpending)),
            ('partition public.events_later of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_later') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('partition public.events_later_0 of public.events_later', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_later_0') AND inhparent = pg_catalog.to_regclass('public.events_later') AND NOT inhdetachpending)),
            ('table public.events_2021', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2021') AND relkind IN ('r', 'p'))),
            ('table public.events_2021_1', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2021_1') AND relkind IN ('r', 'p'))),
            ('table public.events_2021_rest', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2021_rest') AND relkind IN ('r', 'p'))),
            ('table public.events_later', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_later') AND relkind IN ('r', 'p'))),
            ('table public.events_later_0', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_later_0') AND relkind IN ('r', 'p')))
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

-- 02.010  undone: detach partition public.events_later_0 of public.events_later, concurrently
ALTER TABLE public.events_later
    DETACH PARTITION public.events_later_0 CONCURRENTLY;

-- 02.009  undone: drop table public.events_later_0
DROP TABLE public.events_later_0;

-- 02.008  undone: detach partition public.events_later of public.events
ALTER TABLE public.events
    DETACH PARTITION public.events_later;

-- 02.007  undone: drop table public.events_later
DROP TABLE public.events_later;

-- 02.006  undone: detach partition public.events_2021_rest of public.events_2021
ALTER TABLE public.events_2021
    DETACH PARTITION public.events_2021_rest;

-- 02.005  undone: drop table public.events_2021_rest
DROP TABLE public.events_2021_rest;

-- 02.004  undone: detach partition public.events_2021_1 of public.events_2021, concurrently
ALTER TABLE public.events_2021
    DETACH PARTITION public.events_2021_1 CONCURRENTLY;

-- 02.003  undone: drop table public.events_2021_1
DROP TABLE public.events_2021_1;

-- 02.002  undone: detach partition public.events_2021 of public.events, concurrently
ALTER TABLE public.events
    DETACH PARTITION public.events_2021 CONCURRENTLY;

-- 02.001  undone: drop table public.events_2021
DROP TABLE public.events_2021;
