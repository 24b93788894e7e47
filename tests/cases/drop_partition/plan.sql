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
            ('public.events_2020'),
            ('public.events_2021')) AS needed (name)
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

---- 02_drop.sql

-- 02.001  detach partition public.events_2020 of public.events, concurrently
-- locks   public.events_2020: ACCESS EXCLUSIVE (reads and writes wait); public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    none, the rows of public.events_2020 are gone
ALTER TABLE public.events
    DETACH PARTITION public.events_2020 CONCURRENTLY;

-- 02.002  drop foreign key events_user_id_fkey of public.events_2020
-- locks   public.events_2020, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.events_2020 are gone
ALTER TABLE public.events_2020
    DROP CONSTRAINT events_user_id_fkey;

-- 02.003  drop table public.events_2020
-- locks   public.events_2020: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.events_2020 are gone
DROP TABLE public.events_2020;

-- 02.004  detach partition public.events_2021 of public.events, concurrently
-- locks   public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait); public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    none, the rows of public.events_2021 are gone
ALTER TABLE public.events
    DETACH PARTITION public.events_2021 CONCURRENTLY;

-- 02.005  drop foreign key events_user_id_fkey of public.events_2021
-- locks   public.events_2021, public.events_2021_a, public.events_2021_rest, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.events_2021 are gone
ALTER TABLE public.events_2021
    DROP CONSTRAINT events_user_id_fkey;

-- 02.006  drop table public.events_2021
-- locks   public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.events_2021 are gone
DROP TABLE public.events_2021;

---- 03_create.sql

-- 03.001  create table public.events_2023, to be a partition of public.events
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_2023: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2023 · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_2023 (
    LIKE public.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 03.002  attach partition public.events_2023 to public.events
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events_2023: new in this migration
-- scan    public.events_2023 · own transaction, required: else writers of public.events_2021 wait for these locks too
-- from    Event::partition events_2023 · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    ATTACH PARTITION public.events_2023 FOR VALUES FROM ('2023-01-01 00:00:00+00') TO ('2024-01-01 00:00:00+00');

---- 04_verify.sql

-- 04.001  verify 8 facts in the catalog
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
            ('constraint events_user_id_fkey of public.events_2020', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_2020') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_id_fkey of public.events_2021', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_2021') AND conname = 'events_user_id_fkey')),
            ('partition public.events_2020 of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2020') AND inhparent = pg_catalog.to_regclass('public.events'))),
            ('partition public.events_2021 of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021') AND inhparent = pg_catalog.to_regclass('public.events'))),
            ('partition public.events_2023 of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2023') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('table public.events_2020', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2020') AND relkind IN ('r', 'p'))),
            ('table public.events_2021', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2021') AND relkind IN ('r', 'p'))),
            ('table public.events_2023', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2023') AND relkind IN ('r', 'p')))
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

-- 02.001  irreversible: the rows of public.events_2020 are gone

-- 02.002  irreversible: the rows of public.events_2020 are gone

-- 02.003  irreversible: the rows of public.events_2020 are gone

-- 02.004  irreversible: the rows of public.events_2021 are gone

-- 02.005  irreversible: the rows of public.events_2021 are gone

-- 02.006  irreversible: the rows of public.events_2021 are gone

-- 03.002  undone: detach partition public.events_2023 of public.events, concurrently
ALTER TABLE public.events
    DETACH PARTITION public.events_2023 CONCURRENTLY;

-- 03.001  undone: drop table public.events_2023
DROP TABLE public.events_2023;
