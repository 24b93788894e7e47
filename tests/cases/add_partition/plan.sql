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

-- 02.001  add column note to public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::note · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD COLUMN note text;

---- 03_verify.sql

-- 03.001  verify 1 fact in the catalog
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
            ('column public.events.note', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'note' AND NOT attisdropped))
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

-- 04.001  create table public.events_2022, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_2022: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2022 · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_2022 (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
) WITH (fillfactor = '80');

-- 04.002  attach partition public.events_2022 to public.events
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_2022: new in this migration
-- scan    public.events_2022 · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::partition events_2022 · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ATTACH PARTITION public.events_2022 FOR VALUES FROM ('2022-01-01 00:00:00+00') TO ('2023-01-01 00:00:00+00');

-- 04.003  comment on table public.events_2022 and what belongs to it
-- locks   public.events_2022: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2022 · undo: with public.events_2022
COMMENT ON TABLE public.events_2022 IS 'This year.';

-- 04.004  create table public.events_2023, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_2023: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2023 · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.events_2023 (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
)
    PARTITION BY HASH (id);

-- 04.005  create partition public.events_2023_0 of the new table public.events_2023
-- locks   public.events_2023, public.events_2023_0: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2023_0 · undo: with public.events_2023
CREATE TABLE public.events_2023_0 PARTITION OF public.events_2023
    FOR VALUES WITH (modulus 2, remainder 0);

-- 04.006  create partition public.events_2023_1 of the new table public.events_2023
-- locks   public.events_2023, public.events_2023_1: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2023_1 · undo: with public.events_2023
CREATE TABLE public.events_2023_1 PARTITION OF public.events_2023
    FOR VALUES WITH (modulus 2, remainder 1);

-- 04.007  attach partition public.events_2023 to public.events
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_2023, public.events_2023_0, public.events_2023_1: new in this migration
-- scan    public.events_2023_0, public.events_2023_1 · own transaction
-- from    Event::partition events_2023 · undo: rollback.sql 04.007 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ATTACH PARTITION public.events_2023 FOR VALUES FROM ('2023-01-01 00:00:00+00') TO ('2024-01-01 00:00:00+00');

-- 04.008  create table public.events_rest, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_rest: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_rest · undo: rollback.sql 04.008 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_rest (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 04.009  attach partition public.events_rest to public.events
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_rest: new in this migration
-- scan    public.events_rest · own transaction
-- from    Event::partition events_rest · undo: rollback.sql 04.009 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ATTACH PARTITION public.events_rest DEFAULT;

---- 05_verify.sql

-- 05.001  verify 8 facts in the catalog
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
            ('partition public.events_2022 of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2022') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('partition public.events_2023 of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2023') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('partition public.events_2023_0 of public.events_2023', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2023_0') AND inhparent = pg_catalog.to_regclass('public.events_2023') AND NOT inhdetachpending)),
            ('partition public.events_2023_1 of public.events_2023', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2023_1') AND inhparent = pg_catalog.to_regclass('public.events_2023') AND NOT inhdetachpending)),
            ('partition public.events_rest of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_rest') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('table public.events_2022', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2022') AND relkind IN ('r', 'p'))),
            ('table public.events_2023', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2023') AND relkind IN ('r', 'p'))),
            ('table public.events_rest', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_rest') AND relkind IN ('r', 'p')))
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

-- 04.009  undone: detach partition public.events_rest of public.events
ALTER TABLE public.events
    DETACH PARTITION public.events_rest;

-- 04.008  undone: drop table public.events_rest
DROP TABLE public.events_rest;

-- 04.007  undone: detach partition public.events_2023 of public.events, concurrently
ALTER TABLE public.events
    DETACH PARTITION public.events_2023 CONCURRENTLY;

-- 04.004  undone: drop table public.events_2023
DROP TABLE public.events_2023;

-- 04.002  undone: detach partition public.events_2022 of public.events, concurrently
ALTER TABLE public.events
    DETACH PARTITION public.events_2022 CONCURRENTLY;

-- 04.001  undone: drop table public.events_2022
DROP TABLE public.events_2022;

-- 02.001  undone: drop column note of public.events
ALTER TABLE public.events
    DROP COLUMN note;
