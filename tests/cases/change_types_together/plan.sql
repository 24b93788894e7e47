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
        SELECT 'ownership of ' || name FROM (VALUES ('public.events'),
            ('public.nodes')) AS needed (name)
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

-- 02.001  change the types of columns of public.events: title to character varying(40), starts_at to timestamp with time zone, ends_at to timestamp with time zone, price to bigint, discount to bigint
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.events · rewrites public.events · own transaction
-- from    Event::title · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT events_end,
    DROP CONSTRAINT events_short,
    ALTER COLUMN title TYPE character varying(40),
    ALTER COLUMN starts_at TYPE timestamp with time zone
    USING (starts_at AT TIME ZONE 'UTC'),
    ALTER COLUMN ends_at TYPE timestamp with time zone
    USING (ends_at AT TIME ZONE 'UTC'),
    ALTER COLUMN price DROP DEFAULT,
    ALTER COLUMN price TYPE bigint
    USING (price * 100),
    ALTER COLUMN price SET DEFAULT 1000,
    ALTER COLUMN discount TYPE bigint
    USING (price - discount),
    ADD CONSTRAINT events_end
    CHECK (ends_at >= starts_at),
    ADD CONSTRAINT events_short
    CHECK (ends_at < starts_at + interval '2 days');

-- 02.002  change the types of columns of public.nodes: id to bigint, parent_id to bigint
-- locks   public.nodes: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.nodes · rewrites public.nodes · own transaction, required: else writers of public.events wait through this scan
-- from    Node::id · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.nodes
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN parent_id TYPE bigint;

---- 03_verify.sql

-- 03.001  verify 9 facts in the catalog
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
            ('public.events', 'events_end', 'c', NULL),
            ('public.events', 'events_short', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('type of public.events.discount', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'discount' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.events.ends_at', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'ends_at' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'timestamp with time zone'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.events.price', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'price' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.events.starts_at', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'starts_at' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'timestamp with time zone'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.events.title', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'title' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(40)'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.nodes.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.nodes') AND attname = 'id' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.nodes.parent_id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.nodes') AND attname = 'parent_id' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid)))
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

-- 02.002  undone: change the types of columns of public.nodes: id to integer, parent_id to integer
ALTER TABLE public.nodes
    ALTER COLUMN id TYPE integer,
    ALTER COLUMN parent_id TYPE integer;

-- 02.001  undone: change the types of columns of public.events: title to character varying(20), starts_at to timestamp without time zone, ends_at to timestamp without time zone, price to integer, discount to integer
ALTER TABLE public.events
    DROP CONSTRAINT events_end,
    DROP CONSTRAINT events_short,
    ALTER COLUMN title TYPE character varying(20),
    ALTER COLUMN starts_at TYPE timestamp without time zone
    USING (starts_at AT TIME ZONE 'UTC'),
    ALTER COLUMN ends_at TYPE timestamp without time zone
    USING (ends_at AT TIME ZONE 'UTC'),
    ALTER COLUMN price DROP DEFAULT,
    ALTER COLUMN price TYPE integer
    USING (price / 100),
    ALTER COLUMN price SET DEFAULT 10,
    ALTER COLUMN discount TYPE integer
    USING (price / 100 - discount),
    ADD CONSTRAINT events_end
    CHECK (ends_at > starts_at),
    ADD CONSTRAINT events_short
    CHECK (ends_at - starts_at < interval '2 days');
