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
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.users')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.has_table_privilege(oid, 'REFERENCES') AND pg_catalog.has_table_privilege(oid, 'SELECT'))
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

-- 02.001  create table public.hashed
-- locks   public.hashed: new in this migration
-- scan    none · own transaction
-- from    Hashed · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.hashed (
    id uuid NOT NULL,
    value integer DEFAULT 0 NOT NULL,
    CONSTRAINT hashed_pkey PRIMARY KEY (id)
)
    PARTITION BY HASH (id);

-- 02.002  create partition public.hashed_0 of the new table public.hashed
-- locks   public.hashed, public.hashed_0: new in this migration
-- scan    none · own transaction
-- from    Hashed::partition hashed_0 · undo: with public.hashed
CREATE TABLE public.hashed_0 PARTITION OF public.hashed
    FOR VALUES WITH (modulus 2, remainder 0);

-- 02.003  create partition public.hashed_1 of the new table public.hashed
-- locks   public.hashed, public.hashed_1: new in this migration
-- scan    none · own transaction
-- from    Hashed::partition hashed_1 · undo: with public.hashed
CREATE TABLE public.hashed_1 PARTITION OF public.hashed
    FOR VALUES WITH (modulus 2, remainder 1);

-- 02.004  create table public.events
-- locks   public.events: new in this migration
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.events (
    id bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id, made_at, kind),
    CONSTRAINT events_user_id_made_at_kind_key UNIQUE (user_id, made_at, kind),
    CONSTRAINT kind_is_said CHECK (kind <> '')
)
    PARTITION BY RANGE (made_at);

-- 02.005  create partition public.events_2020 of the new table public.events
-- locks   public.events, public.events_2020: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2020 · undo: with public.events
CREATE TABLE public.events_2020 PARTITION OF public.events
    FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00') WITH (fillfactor = '70');

-- 02.006  create partition public.events_2021 of the new table public.events
-- locks   public.events, public.events_2021: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2021 · undo: with public.events
CREATE TABLE public.events_2021 PARTITION OF public.events
    FOR VALUES FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00')
    PARTITION BY LIST (kind);

-- 02.007  create partition public.events_2021_a of the new table public.events_2021
-- locks   public.events_2021, public.events_2021_a: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2021_a · undo: with public.events
CREATE TABLE public.events_2021_a PARTITION OF public.events_2021
    FOR VALUES IN ('a');

-- 02.008  create partition public.events_2021_rest of the new table public.events_2021
-- locks   public.events_2021, public.events_2021_rest: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_2021_rest · undo: with public.events
CREATE TABLE public.events_2021_rest PARTITION OF public.events_2021
    DEFAULT;

-- 02.009  create partition public.events_rest of the new table public.events
-- locks   public.events, public.events_rest: new in this migration
-- scan    none · own transaction
-- from    Event::partition events_rest · undo: with public.events
CREATE TABLE public.events_rest PARTITION OF public.events
    DEFAULT;

---- 03_index.sql

-- 03.001  create index events_lower_made_at_idx on the new table public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.events_rest: new in this migration
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.events_rest · own transaction
-- from    Event::index on lower, made_at · undo: with public.events
CREATE INDEX events_lower_made_at_idx
    ON public.events ((lower(kind)), made_at DESC);

-- 03.002  create index events_user_id_idx on the new table public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.events_rest: new in this migration
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.events_rest · own transaction
-- from    Event::index on user_id · undo: with public.events
CREATE INDEX events_user_id_idx
    ON public.events (user_id);

---- 04_add_not_valid.sql

-- 04.001  add foreign key events_user_id_fkey to public.events, which has no rows
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.events_rest: new in this migration
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.events_rest · own transaction
-- from    Event::user_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;

---- 05_finish.sql

-- 05.001  comment on table public.events and what belongs to it
-- locks   public.events_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.events, public.events_2020: new in this migration
-- scan    none · own transaction
-- from    Event · undo: with public.events
BEGIN;
COMMENT ON TABLE public.events IS 'What happens.';
COMMENT ON INDEX public.events_user_id_idx IS 'serves: foreign key user_id';
COMMENT ON TABLE public.events_2020 IS 'What has happened.';
COMMIT;

---- 06_verify.sql

-- 06.001  verify 12 facts in the catalog
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
            ('public.events', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_lower_made_at_idx', 'public.events'),
            ('public.events_user_id_idx', 'public.events')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('partition public.events_2020 of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2020') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('partition public.events_2021 of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('partition public.events_2021_a of public.events_2021', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021_a') AND inhparent = pg_catalog.to_regclass('public.events_2021') AND NOT inhdetachpending)),
            ('partition public.events_2021_rest of public.events_2021', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_2021_rest') AND inhparent = pg_catalog.to_regclass('public.events_2021') AND NOT inhdetachpending)),
            ('partition public.events_rest of public.events', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.events_rest') AND inhparent = pg_catalog.to_regclass('public.events') AND NOT inhdetachpending)),
            ('partition public.hashed_0 of public.hashed', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.hashed_0') AND inhparent = pg_catalog.to_regclass('public.hashed') AND NOT inhdetachpending)),
            ('partition public.hashed_1 of public.hashed', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.hashed_1') AND inhparent = pg_catalog.to_regclass('public.hashed') AND NOT inhdetachpending)),
            ('table public.events', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events') AND relkind IN ('r', 'p'))),
            ('table public.hashed', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.hashed') AND relkind IN ('r', 'p')))
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

-- 04.001  undone: drop foreign key events_user_id_fkey of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_user_id_fkey;

-- 02.004  undone: drop table public.events
DROP TABLE public.events;

-- 02.001  undone: drop table public.hashed
DROP TABLE public.hashed;
