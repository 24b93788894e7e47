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
        SELECT 'ownership of ' || name FROM (VALUES ('public.bookings')) AS needed (name)
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

-- 02.001  drop constraint bookings_int4range_excl of public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_int4range_excl;

-- 02.002  drop constraint bookings_one_room of public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_one_room;

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
            ('constraint bookings_int4range_excl of public.bookings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.bookings') AND conname = 'bookings_int4range_excl')),
            ('constraint bookings_one_room of public.bookings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.bookings') AND conname = 'bookings_one_room'))
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

-- 02.002  undone: add exclusion constraint bookings_one_room to public.bookings
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_one_room
    EXCLUDE USING hash (room WITH =) WHERE (NOT cancelled) DEFERRABLE;

-- 02.001  undone: add exclusion constraint bookings_int4range_excl to public.bookings
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_int4range_excl
    EXCLUDE USING gist ((int4range(first_day, last_day, '[]')) WITH &&) WHERE (NOT cancelled);

-- 02.001  undone: comment on table public.bookings and what belongs to it
COMMENT ON CONSTRAINT bookings_int4range_excl ON public.bookings IS 'One guest at a time.';
