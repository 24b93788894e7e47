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

-- 02.001  create table public.events_2021_b, to be a partition of public.events_2021
-- locks   public.events_2021: ACCESS SHARE (nobody's reads or writes wait); public.events_2021_b: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2021_b · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.events_2021_b (
    LIKE public.events_2021 INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION
);

-- 02.002  attach partition public.events_2021_b to public.events_2021
-- locks   public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait); public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events_2021: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events: ACCESS SHARE (nobody's reads or writes wait); public.events_2021_b: new in this migration
-- scan    public.events_2021_b, public.events_2021_rest · own transaction
-- from    Event::partition events_2021_b · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_2021
    ATTACH PARTITION public.events_2021_b FOR VALUES IN ('b');

---- 03_verify.sql

-- 03.001  verify 2 facts in the catalog
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
            ('partition public.events_2021_b of public.events_2021', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021_b') AND inhparent = pg_catalog.to_regclass('public.events_2021') AND NOT inhdetachpending)),
            ('table public.events_2021_b', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_2021_b') AND relkind IN ('r', 'p')))
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

-- 02.002  undone: detach partition public.events_2021_b of public.events_2021
ALTER TABLE public.events_2021
    DETACH PARTITION public.events_2021_b;

-- 02.001  undone: drop table public.events_2021_b
DROP TABLE public.events_2021_b;
