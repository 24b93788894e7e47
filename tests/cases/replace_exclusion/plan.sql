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

---- 02_index.sql

-- 02.001  add exclusion constraint bookings_int4range_excl_new to public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.bookings · own transaction
-- from    Booking::exclude on int4range · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_int4range_excl_new
    EXCLUDE USING gist ((int4range(first_day, last_day, '[]')) WITH &&) WHERE (NOT cancelled AND room <> '');

-- 02.002  add exclusion constraint bookings_one_room_new to public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.bookings · own transaction, required: else writers of public.bookings wait through this scan
-- from    Booking::exclude on room · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_one_room_new
    EXCLUDE USING hash (room WITH =) WHERE (NOT cancelled) DEFERRABLE INITIALLY DEFERRED;

---- 03_finish.sql

-- 03.001  drop constraint bookings_int4range_excl of public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Booking::exclude on int4range · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_int4range_excl;

-- 03.002  rename constraint bookings_int4range_excl_new of public.bookings to bookings_int4range_excl
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Booking::exclude on int4range · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    RENAME CONSTRAINT bookings_int4range_excl_new TO bookings_int4range_excl;

-- 03.003  drop constraint bookings_one_room of public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Booking::exclude on room · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_one_room;

-- 03.004  rename constraint bookings_one_room_new of public.bookings to bookings_one_room
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Booking::exclude on room · undo: rollback.sql 03.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    RENAME CONSTRAINT bookings_one_room_new TO bookings_one_room;

-- 03.005  comment on table public.bookings and what belongs to it
-- locks   public.bookings: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Booking · undo: rollback.sql 03.005 (ACCESS SHARE)
COMMENT ON CONSTRAINT bookings_int4range_excl ON public.bookings IS 'One paying guest at a time.';

---- 04_verify.sql

-- 04.001  verify 4 facts in the catalog
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
            ('public.bookings', 'bookings_int4range_excl', 'x', NULL),
            ('public.bookings', 'bookings_one_room', 'x', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint bookings_int4range_excl_new of public.bookings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.bookings') AND conname = 'bookings_int4range_excl_new')),
            ('constraint bookings_one_room_new of public.bookings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.bookings') AND conname = 'bookings_one_room_new'))
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

-- 03.005  undone: comment on table public.bookings and what belongs to it
COMMENT ON CONSTRAINT bookings_int4range_excl ON public.bookings IS NULL;

-- 03.004  undone: rename constraint bookings_one_room of public.bookings to bookings_one_room_new
ALTER TABLE public.bookings
    RENAME CONSTRAINT bookings_one_room TO bookings_one_room_new;

-- 03.003  undone: add exclusion constraint bookings_one_room to public.bookings
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_one_room
    EXCLUDE USING hash (room WITH =) WHERE (NOT cancelled) DEFERRABLE;

-- 03.002  undone: rename constraint bookings_int4range_excl of public.bookings to bookings_int4range_excl_new
ALTER TABLE public.bookings
    RENAME CONSTRAINT bookings_int4range_excl TO bookings_int4range_excl_new;

-- 03.001  undone: add exclusion constraint bookings_int4range_excl to public.bookings
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_int4range_excl
    EXCLUDE USING gist ((int4range(first_day, last_day, '[]')) WITH &&) WHERE (NOT cancelled);

-- 03.001  undone: comment on table public.bookings and what belongs to it
COMMENT ON CONSTRAINT bookings_int4range_excl ON public.bookings IS 'One guest at a time.';

-- 02.002  undone: drop constraint bookings_one_room_new of public.bookings
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_one_room_new;

-- 02.001  undone: drop constraint bookings_int4range_excl_new of public.bookings
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_int4range_excl_new;
