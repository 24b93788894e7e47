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

-- 02.001  create table public.bookings
-- locks   public.bookings: new in this migration
-- scan    none · own transaction
-- from    Booking · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.bookings (
    id bigint NOT NULL,
    room text NOT NULL,
    first_day integer NOT NULL,
    last_day integer NOT NULL,
    cancelled boolean NOT NULL,
    CONSTRAINT bookings_btree EXCLUDE USING btree (room COLLATE pg_catalog."C" WITH =, first_day WITH =, last_day WITH =),
    CONSTRAINT bookings_int4range_excl EXCLUDE USING gist ((int4range(first_day, last_day)) WITH &&),
    CONSTRAINT bookings_int4range_int4range1_room_excl EXCLUDE USING gist ((int4range(first_day, last_day)) pg_catalog.range_ops WITH OPERATOR(pg_catalog.&&), (int4range(id::integer, NULL)) WITH &&) INCLUDE (room) WITH (fillfactor = '70') WHERE (id > 0) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT bookings_pkey PRIMARY KEY (id),
    CONSTRAINT bookings_room_excl EXCLUDE USING hash (room WITH =)
);

---- 03_finish.sql

-- 03.001  comment on table public.bookings and what belongs to it
-- locks   public.bookings: new in this migration
-- scan    none · own transaction
-- from    Booking · undo: with public.bookings
COMMENT ON CONSTRAINT bookings_int4range_int4range1_room_excl ON public.bookings IS 'All there is.';

---- 04_verify.sql

-- 04.001  verify 1 fact in the catalog
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
            ('table public.bookings', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.bookings') AND relkind IN ('r', 'p')))
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

-- 02.001  undone: drop table public.bookings
DROP TABLE public.bookings;
