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

---- 02_drop.sql

-- 02.001  drop foreign key events_user_id_fkey of public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT events_user_id_fkey;

-- 02.002  drop constraint kind_is_said of public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT kind_is_said;

-- 02.003  drop constraint events_pkey of public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_pkey;

-- 02.004  drop constraint events_user_key of public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_user_key;

-- 02.005  let kind of public.events be null
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::kind · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ALTER COLUMN kind DROP NOT NULL;

-- 02.006  let kind of public.events_2020 be null
-- locks   public.events_2020: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::kind · undo: with public.events.kind
ALTER TABLE public.events_2020
    ALTER COLUMN kind DROP NOT NULL;

-- 02.007  let kind of public.events_2021 be null
-- locks   public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_2020 wait for these locks too
-- from    Event::kind · undo: with public.events.kind
ALTER TABLE public.events_2021
    ALTER COLUMN kind DROP NOT NULL;

-- 02.008  let kind of public.events_2021_a be null
-- locks   public.events_2021_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::kind · undo: with public.events.kind
ALTER TABLE public.events_2021_a
    ALTER COLUMN kind DROP NOT NULL;

-- 02.009  let kind of public.events_2021_rest be null
-- locks   public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_2021_a wait for these locks too
-- from    Event::kind · undo: with public.events.kind
ALTER TABLE public.events_2021_rest
    ALTER COLUMN kind DROP NOT NULL;

-- 02.010  drop index events_lower_made_at_idx of public.events and of its partitions
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.010 (ACCESS EXCLUSIVE on each)
DROP INDEX public.events_lower_made_at_idx;

-- 02.011  drop index events_user_id_idx of public.events and of its partitions
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.011 (ACCESS EXCLUSIVE on each)
DROP INDEX public.events_user_id_idx;

---- 03_verify.sql

-- 03.001  verify 11 facts in the catalog
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
            ('constraint events_pkey of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_pkey')),
            ('constraint events_user_id_fkey of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_user_id_fkey')),
            ('constraint events_user_key of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_user_key')),
            ('constraint kind_is_said of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'kind_is_said')),
            ('index public.events_lower_made_at_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_lower_made_at_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_user_id_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_user_id_idx') AND relkind IN ('i', 'I'))),
            ('not null of public.events.kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'kind' AND NOT attisdropped AND attnotnull = false)),
            ('not null of public.events_2020.kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events_2020') AND attname = 'kind' AND NOT attisdropped AND attnotnull = false)),
            ('not null of public.events_2021.kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events_2021') AND attname = 'kind' AND NOT attisdropped AND attnotnull = false)),
            ('not null of public.events_2021_a.kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events_2021_a') AND attname = 'kind' AND NOT attisdropped AND attnotnull = false)),
            ('not null of public.events_2021_rest.kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events_2021_rest') AND attname = 'kind' AND NOT attisdropped AND attnotnull = false))
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

-- 02.011  undone: create index events_2020_user_id_idx on public.events_2020, concurrently
CREATE INDEX CONCURRENTLY events_2020_user_id_idx
    ON public.events_2020 (user_id);

-- 02.011  undone: create index events_2021_a_user_id_idx on public.events_2021_a, concurrently
CREATE INDEX CONCURRENTLY events_2021_a_user_id_idx
    ON public.events_2021_a (user_id);

-- 02.011  undone: create index events_2021_rest_user_id_idx on public.events_2021_rest, concurrently
CREATE INDEX CONCURRENTLY events_2021_rest_user_id_idx
    ON public.events_2021_rest (user_id);

-- 02.011  undone: make index events_user_id_idx on public.events of those of its partitions
CREATE INDEX events_user_id_idx
    ON ONLY public.events (user_id);
CREATE INDEX events_2021_user_id_idx
    ON ONLY public.events_2021 (user_id);
ALTER INDEX public.events_2021_user_id_idx ATTACH PARTITION public.events_2021_rest_user_id_idx;
ALTER INDEX public.events_2021_user_id_idx ATTACH PARTITION public.events_2021_a_user_id_idx;
ALTER INDEX public.events_user_id_idx ATTACH PARTITION public.events_2021_user_id_idx;
ALTER INDEX public.events_user_id_idx ATTACH PARTITION public.events_2020_user_id_idx;

-- 02.011  undone: comment on table public.events and what belongs to it
COMMENT ON INDEX public.events_user_id_idx IS 'serves: foreign key user_id';

-- 02.010  undone: create index events_2020_lower_made_at_idx on public.events_2020, concurrently
CREATE INDEX CONCURRENTLY events_2020_lower_made_at_idx
    ON public.events_2020 ((lower(kind)), made_at DESC);

-- 02.010  undone: create index events_2021_a_lower_made_at_idx on public.events_2021_a, concurrently
CREATE INDEX CONCURRENTLY events_2021_a_lower_made_at_idx
    ON public.events_2021_a ((lower(kind)), made_at DESC);

-- 02.010  undone: create index events_2021_rest_lower_made_at_idx on public.events_2021_rest, concurrently
CREATE INDEX CONCURRENTLY events_2021_rest_lower_made_at_idx
    ON public.events_2021_rest ((lower(kind)), made_at DESC);

-- 02.010  undone: make index events_lower_made_at_idx on public.events of those of its partitions
CREATE INDEX events_lower_made_at_idx
    ON ONLY public.events ((lower(kind)), made_at DESC);
CREATE INDEX events_2021_lower_made_at_idx
    ON ONLY public.events_2021 ((lower(kind)), made_at DESC);
ALTER INDEX public.events_2021_lower_made_at_idx ATTACH PARTITION public.events_2021_rest_lower_made_at_idx;
ALTER INDEX public.events_2021_lower_made_at_idx ATTACH PARTITION public.events_2021_a_lower_made_at_idx;
ALTER INDEX public.events_lower_made_at_idx ATTACH PARTITION public.events_2021_lower_made_at_idx;
ALTER INDEX public.events_lower_made_at_idx ATTACH PARTITION public.events_2020_lower_made_at_idx;

-- 02.005  undone: add check events_kind_not_null_check to public.events, not yet valid
ALTER TABLE public.events
    ADD CONSTRAINT events_kind_not_null_check
    CHECK (kind IS NOT NULL)
    NOT VALID;

-- 02.005  undone: validate check events_kind_not_null_check
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_kind_not_null_check;

-- 02.005  undone: set kind of public.events not null, as its validated check proves
ALTER TABLE public.events
    ALTER COLUMN kind SET NOT NULL;

-- 02.005  undone: drop constraint events_kind_not_null_check of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_not_null_check;

-- 02.004  undone: create unique index events_2020_user_id_made_at_kind_key on public.events_2020, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_2020_user_id_made_at_kind_key
    ON public.events_2020 (user_id, made_at, kind);

-- 02.004  undone: make index events_2020_user_id_made_at_kind_key the unique events_2020_user_id_made_at_kind_key of public.events_2020
ALTER TABLE public.events_2020
    ADD CONSTRAINT events_2020_user_id_made_at_kind_key UNIQUE USING INDEX events_2020_user_id_made_at_kind_key;

-- 02.004  undone: create unique index events_2021_a_user_id_made_at_kind_key on public.events_2021_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_2021_a_user_id_made_at_kind_key
    ON public.events_2021_a (user_id, made_at, kind);

-- 02.004  undone: make index events_2021_a_user_id_made_at_kind_key the unique events_2021_a_user_id_made_at_kind_key of public.events_2021_a
ALTER TABLE public.events_2021_a
    ADD CONSTRAINT events_2021_a_user_id_made_at_kind_key UNIQUE USING INDEX events_2021_a_user_id_made_at_kind_key;

-- 02.004  undone: create unique index events_2021_rest_user_id_made_at_kind_key on public.events_2021_rest, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_2021_rest_user_id_made_at_kind_key
    ON public.events_2021_rest (user_id, made_at, kind);

-- 02.004  undone: make index events_2021_rest_user_id_made_at_kind_key the unique events_2021_rest_user_id_made_at_kind_key of public.events_2021_rest
ALTER TABLE public.events_2021_rest
    ADD CONSTRAINT events_2021_rest_user_id_made_at_kind_key UNIQUE USING INDEX events_2021_rest_user_id_made_at_kind_key;

-- 02.004  undone: make the unique events_user_key of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_user_key UNIQUE (user_id, made_at, kind);
ALTER TABLE ONLY public.events_2021
    ADD CONSTRAINT events_2021_user_id_made_at_kind_key UNIQUE (user_id, made_at, kind);
ALTER INDEX public.events_2021_user_id_made_at_kind_key ATTACH PARTITION public.events_2021_rest_user_id_made_at_kind_key;
ALTER INDEX public.events_2021_user_id_made_at_kind_key ATTACH PARTITION public.events_2021_a_user_id_made_at_kind_key;
ALTER INDEX public.events_user_key ATTACH PARTITION public.events_2021_user_id_made_at_kind_key;
ALTER INDEX public.events_user_key ATTACH PARTITION public.events_2020_user_id_made_at_kind_key;

-- 02.003  undone: create unique index events_2020_pkey on public.events_2020, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_2020_pkey
    ON public.events_2020 (id, made_at, kind);

-- 02.003  undone: make index events_2020_pkey the primary key events_2020_pkey of public.events_2020
ALTER TABLE public.events_2020
    ADD CONSTRAINT events_2020_pkey PRIMARY KEY USING INDEX events_2020_pkey;

-- 02.003  undone: create unique index events_2021_a_pkey on public.events_2021_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_2021_a_pkey
    ON public.events_2021_a (id, made_at, kind);

-- 02.003  undone: make index events_2021_a_pkey the primary key events_2021_a_pkey of public.events_2021_a
ALTER TABLE public.events_2021_a
    ADD CONSTRAINT events_2021_a_pkey PRIMARY KEY USING INDEX events_2021_a_pkey;

-- 02.003  undone: create unique index events_2021_rest_pkey on public.events_2021_rest, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_2021_rest_pkey
    ON public.events_2021_rest (id, made_at, kind);

-- 02.003  undone: make index events_2021_rest_pkey the primary key events_2021_rest_pkey of public.events_2021_rest
ALTER TABLE public.events_2021_rest
    ADD CONSTRAINT events_2021_rest_pkey PRIMARY KEY USING INDEX events_2021_rest_pkey;

-- 02.003  undone: make the primary key events_pkey of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id, made_at, kind);
ALTER TABLE ONLY public.events_2021
    ADD CONSTRAINT events_2021_pkey PRIMARY KEY (id, made_at, kind);
ALTER INDEX public.events_2021_pkey ATTACH PARTITION public.events_2021_rest_pkey;
ALTER INDEX public.events_2021_pkey ATTACH PARTITION public.events_2021_a_pkey;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2021_pkey;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2020_pkey;

-- 02.002  undone: add check kind_is_said to public.events, not yet valid
ALTER TABLE public.events
    ADD CONSTRAINT kind_is_said
    CHECK (kind <> '')
    NOT VALID;

-- 02.002  undone: validate check kind_is_said
ALTER TABLE public.events
    VALIDATE CONSTRAINT kind_is_said;

-- 02.001  undone: add foreign key events_user_id_fkey, not yet valid
ALTER TABLE public.events_2020
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 02.001  undone: validate foreign key events_user_id_fkey
ALTER TABLE public.events_2020
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 02.001  undone: add foreign key events_user_id_fkey, not yet valid
ALTER TABLE public.events_2021_a
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 02.001  undone: validate foreign key events_user_id_fkey
ALTER TABLE public.events_2021_a
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 02.001  undone: add foreign key events_user_id_fkey, not yet valid
ALTER TABLE public.events_2021_rest
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 02.001  undone: validate foreign key events_user_id_fkey
ALTER TABLE public.events_2021_rest
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 02.001  undone: make foreign key events_user_id_fkey of public.events of those of its partitions
ALTER TABLE public.events
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id);
