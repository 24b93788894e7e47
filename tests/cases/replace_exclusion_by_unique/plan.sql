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

-- 01.002  look for rows of public.bookings that are equal under bookings_one_room
-- locks   public.bookings: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.bookings · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', room::text) || ')' AS duplicate_key
            FROM ONLY public.bookings
           WHERE room IS NOT NULL
           GROUP BY room
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', room::text) || ')' AS duplicate_key
            FROM ONLY public.bookings
           WHERE room IS NOT NULL
           GROUP BY room
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index bookings_one_room of public.bookings: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_create.sql

-- 02.001  rename constraint bookings_one_room of public.bookings to bookings_one_room_old
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    RENAME CONSTRAINT bookings_one_room TO bookings_one_room_old;

---- 03_index.sql

-- 03.001  create unique index bookings_one_room on public.bookings, concurrently
-- locks   public.bookings: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.bookings · outside a transaction block
-- from    Booking::room · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY bookings_one_room
    ON public.bookings (room);

---- 04_key.sql

-- 04.001  make index bookings_one_room the unique bookings_one_room of public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Booking::room · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_one_room UNIQUE USING INDEX bookings_one_room;

---- 05_verify.sql

-- 05.001  verify 2 facts in the catalog
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
            ('public.bookings', 'bookings_one_room', 'u', 'UNIQUE (room)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.bookings_one_room', 'public.bookings')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 06_drop.sql

-- 06.001  drop constraint bookings_one_room_old of public.bookings
-- locks   public.bookings: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_one_room_old;

---- 07_verify.sql

-- 07.001  verify 1 fact in the catalog
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
            ('constraint bookings_one_room_old of public.bookings', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.bookings') AND conname = 'bookings_one_room_old'))
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

-- 06.001  undone: add exclusion constraint bookings_one_room_old to public.bookings
ALTER TABLE public.bookings
    ADD CONSTRAINT bookings_one_room_old
    EXCLUDE USING hash (room WITH =) WHERE (NOT cancelled) DEFERRABLE;

-- 04.001  undone: drop constraint bookings_one_room of public.bookings
ALTER TABLE public.bookings
    DROP CONSTRAINT bookings_one_room;

-- 02.001  undone: rename constraint bookings_one_room_old of public.bookings to bookings_one_room
ALTER TABLE public.bookings
    RENAME CONSTRAINT bookings_one_room_old TO bookings_one_room;
