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
            ('public.events_a'),
            ('public.events_b'),
            ('public.events_b_0'),
            ('public.events_b_1')) AS needed (name)
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

-- 01.002  look for rows of public.events_a that are equal under events_user_new
-- locks   public.events_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(kind::text, 'NULL'), coalesce(user_id::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.events_a
           GROUP BY kind, user_id
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(kind::text, 'NULL'), coalesce(user_id::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.events_a
           GROUP BY kind, user_id
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_user_new of public.events_a: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.events_b_0 that are equal under events_user_new
-- locks   public.events_b_0: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_b_0 · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(kind::text, 'NULL'), coalesce(user_id::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.events_b_0
           GROUP BY kind, user_id
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(kind::text, 'NULL'), coalesce(user_id::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.events_b_0
           GROUP BY kind, user_id
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_user_new of public.events_b_0: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.events_b_1 that are equal under events_user_new
-- locks   public.events_b_1: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_b_1 · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(kind::text, 'NULL'), coalesce(user_id::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.events_b_1
           GROUP BY kind, user_id
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(kind::text, 'NULL'), coalesce(user_id::text, 'NULL')) || ')' AS duplicate_key
            FROM ONLY public.events_b_1
           GROUP BY kind, user_id
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_user_new of public.events_b_1: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create index events_a_user_id_number_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- undo    rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_user_id_number_idx
    ON public.events_a (user_id, number);

-- 02.002  create index events_b_0_user_id_number_idx on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_0_user_id_number_idx
    ON public.events_b_0 (user_id, number);

-- 02.003  create index events_b_1_user_id_number_idx on public.events_b_1, concurrently
-- locks   public.events_b_1: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_1 · outside a transaction block
-- undo    rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_1_user_id_number_idx
    ON public.events_b_1 (user_id, number);

-- 02.004  make index events_by_user_new on public.events of those of its partitions
-- locks   public.events_a_user_id_number_idx, public.events_b_0_user_id_number_idx, public.events_b_1_user_id_number_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_b: SHARE (writes wait, reads do not); public.events_a, public.events_b_0, public.events_b_1: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.004 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_by_user_new
    ON ONLY public.events (user_id, number);
CREATE INDEX events_b_user_id_number_idx
    ON ONLY public.events_b (user_id, number);
ALTER INDEX public.events_b_user_id_number_idx ATTACH PARTITION public.events_b_1_user_id_number_idx;
ALTER INDEX public.events_b_user_id_number_idx ATTACH PARTITION public.events_b_0_user_id_number_idx;
ALTER INDEX public.events_by_user_new ATTACH PARTITION public.events_b_user_id_number_idx;
ALTER INDEX public.events_by_user_new ATTACH PARTITION public.events_a_user_id_number_idx;
COMMIT;

-- 02.005  create index events_a_events_made_at_idx_new_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- undo    rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_events_made_at_idx_new_idx
    ON public.events_a (made_at) WHERE number > 0;

-- 02.006  create index events_b_0_events_made_at_idx_new_idx on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- undo    rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_0_events_made_at_idx_new_idx
    ON public.events_b_0 (made_at) WHERE number > 0;

-- 02.007  create index events_b_1_events_made_at_idx_new_idx on public.events_b_1, concurrently
-- locks   public.events_b_1: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_1 · outside a transaction block
-- undo    rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_b_1_events_made_at_idx_new_idx
    ON public.events_b_1 (made_at) WHERE number > 0;

-- 02.008  make index events_made_at_idx_new on public.events of those of its partitions
-- locks   public.events_a_events_made_at_idx_new_idx, public.events_b_0_events_made_at_idx_new_idx, public.events_b_1_events_made_at_idx_new_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_b: SHARE (writes wait, reads do not); public.events_a, public.events_b_0, public.events_b_1: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.008 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_made_at_idx_new
    ON ONLY public.events (made_at) WHERE number > 0;
CREATE INDEX events_b_events_made_at_idx_new_idx
    ON ONLY public.events_b (made_at) WHERE number > 0;
ALTER INDEX public.events_b_events_made_at_idx_new_idx ATTACH PARTITION public.events_b_1_events_made_at_idx_new_idx;
ALTER INDEX public.events_b_events_made_at_idx_new_idx ATTACH PARTITION public.events_b_0_events_made_at_idx_new_idx;
ALTER INDEX public.events_made_at_idx_new ATTACH PARTITION public.events_b_events_made_at_idx_new_idx;
ALTER INDEX public.events_made_at_idx_new ATTACH PARTITION public.events_a_events_made_at_idx_new_idx;
COMMIT;

-- 02.009  create unique index events_a_kind_number_made_at_key on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::(kind, number) · undo: rollback.sql 02.009 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_number_made_at_key
    ON public.events_a (kind, number) INCLUDE (made_at);

-- 02.010  create unique index events_b_0_kind_number_made_at_key on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- from    Event::(kind, number) · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_number_made_at_key
    ON public.events_b_0 (kind, number) INCLUDE (made_at);

-- 02.011  create unique index events_b_1_kind_number_made_at_key on public.events_b_1, concurrently
-- locks   public.events_b_1: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_1 · outside a transaction block
-- from    Event::(kind, number) · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_1_kind_number_made_at_key
    ON public.events_b_1 (kind, number) INCLUDE (made_at);

-- 02.012  create unique index events_a_kind_user_id_key on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::(kind, user_id) · undo: rollback.sql 02.012 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_user_id_key
    ON public.events_a (kind, user_id) NULLS NOT DISTINCT;

-- 02.013  create unique index events_b_0_kind_user_id_key on public.events_b_0, concurrently
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_0 · outside a transaction block
-- from    Event::(kind, user_id) · undo: rollback.sql 02.013 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_user_id_key
    ON public.events_b_0 (kind, user_id) NULLS NOT DISTINCT;

-- 02.014  create unique index events_b_1_kind_user_id_key on public.events_b_1, concurrently
-- locks   public.events_b_1: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_b_1 · outside a transaction block
-- from    Event::(kind, user_id) · undo: rollback.sql 02.014 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_b_1_kind_user_id_key
    ON public.events_b_1 (kind, user_id) NULLS NOT DISTINCT;

---- 03_key.sql

-- 03.001  make index events_a_kind_number_made_at_key the unique events_a_kind_number_made_at_key of public.events_a
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, number) · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_number_made_at_key UNIQUE USING INDEX events_a_kind_number_made_at_key;

-- 03.002  make index events_b_0_kind_number_made_at_key the unique events_b_0_kind_number_made_at_key of public.events_b_0
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::(kind, number) · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_number_made_at_key UNIQUE USING INDEX events_b_0_kind_number_made_at_key;

-- 03.003  make index events_b_1_kind_number_made_at_key the unique events_b_1_kind_number_made_at_key of public.events_b_1
-- locks   public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::(kind, number) · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_b_1_kind_number_made_at_key UNIQUE USING INDEX events_b_1_kind_number_made_at_key;

-- 03.004  make the unique events_kind_number_key_new of public.events of those of its partitions
-- locks   public.events, public.events_a_kind_number_made_at_key, public.events_b, public.events_b_0_kind_number_made_at_key, public.events_b_1_kind_number_made_at_key: ACCESS EXCLUSIVE (reads and writes wait); public.events_a, public.events_b_0, public.events_b_1: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_1 wait for these locks too
-- from    Event::(kind, number) · undo: rollback.sql 03.004 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_kind_number_key_new UNIQUE (kind, number) INCLUDE (made_at);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_number_made_at_key UNIQUE (kind, number) INCLUDE (made_at);
ALTER INDEX public.events_b_kind_number_made_at_key ATTACH PARTITION public.events_b_1_kind_number_made_at_key;
ALTER INDEX public.events_b_kind_number_made_at_key ATTACH PARTITION public.events_b_0_kind_number_made_at_key;
ALTER INDEX public.events_kind_number_key_new ATTACH PARTITION public.events_b_kind_number_made_at_key;
ALTER INDEX public.events_kind_number_key_new ATTACH PARTITION public.events_a_kind_number_made_at_key;
COMMIT;

-- 03.005  make index events_a_kind_user_id_key the unique events_a_kind_user_id_key of public.events_a
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::(kind, user_id) · undo: rollback.sql 03.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_user_id_key UNIQUE USING INDEX events_a_kind_user_id_key;

-- 03.006  make index events_b_0_kind_user_id_key the unique events_b_0_kind_user_id_key of public.events_b_0
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::(kind, user_id) · undo: rollback.sql 03.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_user_id_key UNIQUE USING INDEX events_b_0_kind_user_id_key;

-- 03.007  make index events_b_1_kind_user_id_key the unique events_b_1_kind_user_id_key of public.events_b_1
-- locks   public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::(kind, user_id) · undo: rollback.sql 03.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_b_1_kind_user_id_key UNIQUE USING INDEX events_b_1_kind_user_id_key;

-- 03.008  make the unique events_user_new of public.events of those of its partitions
-- locks   public.events, public.events_a_kind_user_id_key, public.events_b, public.events_b_0_kind_user_id_key, public.events_b_1_kind_user_id_key: ACCESS EXCLUSIVE (reads and writes wait); public.events_a, public.events_b_0, public.events_b_1: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_1 wait for these locks too
-- from    Event::(kind, user_id) · undo: rollback.sql 03.008 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_user_new UNIQUE NULLS NOT DISTINCT (kind, user_id);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_user_id_key UNIQUE NULLS NOT DISTINCT (kind, user_id);
ALTER INDEX public.events_b_kind_user_id_key ATTACH PARTITION public.events_b_1_kind_user_id_key;
ALTER INDEX public.events_b_kind_user_id_key ATTACH PARTITION public.events_b_0_kind_user_id_key;
ALTER INDEX public.events_user_new ATTACH PARTITION public.events_b_kind_user_id_key;
ALTER INDEX public.events_user_new ATTACH PARTITION public.events_a_kind_user_id_key;
COMMIT;

---- 04_finish.sql

-- 04.001  drop constraint events_kind_number_key of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a_kind_user_id_key wait for these locks too
-- from    Event::(kind, number) · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_number_key;

-- 04.002  rename constraint events_kind_number_key_new of public.events to events_kind_number_key
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, number) · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT events_kind_number_key_new TO events_kind_number_key;

-- 04.003  drop constraint events_user of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, user_id) · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_user;

-- 04.004  rename constraint events_user_new of public.events to events_user
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(kind, user_id) · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT events_user_new TO events_user;

-- 04.005  drop index events_by_user of public.events and of its partitions
-- locks   public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::index on user_id, number · undo: rollback.sql 04.005 (ACCESS EXCLUSIVE on each)
DROP INDEX public.events_by_user;

-- 04.006  rename index events_by_user_new of public.events to events_by_user
-- locks   public.events_by_user_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on user_id, number · undo: rollback.sql 04.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.events_by_user_new
    RENAME TO events_by_user;

-- 04.007  drop index events_made_at_idx of public.events and of its partitions
-- locks   public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::index on made_at · undo: rollback.sql 04.007 (ACCESS EXCLUSIVE on each)
DROP INDEX public.events_made_at_idx;

-- 04.008  rename index events_made_at_idx_new of public.events to events_made_at_idx
-- locks   public.events_made_at_idx_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on made_at · undo: rollback.sql 04.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.events_made_at_idx_new
    RENAME TO events_made_at_idx;

-- 04.009  comment on table public.events and what belongs to it
-- locks   public.events_by_user: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 04.009 (SHARE UPDATE EXCLUSIVE)
COMMENT ON INDEX public.events_by_user IS 'serves: the list of a user';

-- 04.010  rename index events_a_events_made_at_idx_new_idx of public.events_a to events_a_made_at_idx
-- locks   public.events_a_events_made_at_idx_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on made_at · undo: rollback.sql 04.010 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_a_events_made_at_idx_new_idx
    RENAME TO events_a_made_at_idx;

-- 04.011  rename index events_b_events_made_at_idx_new_idx of public.events_b to events_b_made_at_idx
-- locks   public.events_b_events_made_at_idx_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on made_at · undo: rollback.sql 04.011 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_events_made_at_idx_new_idx
    RENAME TO events_b_made_at_idx;

-- 04.012  rename index events_b_0_events_made_at_idx_new_idx of public.events_b_0 to events_b_0_made_at_idx
-- locks   public.events_b_0_events_made_at_idx_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on made_at · undo: rollback.sql 04.012 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_0_events_made_at_idx_new_idx
    RENAME TO events_b_0_made_at_idx;

-- 04.013  rename index events_b_1_events_made_at_idx_new_idx of public.events_b_1 to events_b_1_made_at_idx
-- locks   public.events_b_1_events_made_at_idx_new_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event::index on made_at · undo: rollback.sql 04.013 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX IF EXISTS public.events_b_1_events_made_at_idx_new_idx
    RENAME TO events_b_1_made_at_idx;

---- 05_verify.sql

-- 05.001  verify 30 facts in the catalog
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
            ('public.events_a', 'events_a_kind_number_made_at_key', 'u', 'UNIQUE (kind, number) INCLUDE (made_at)'),
            ('public.events_a', 'events_a_kind_user_id_key', 'u', 'UNIQUE NULLS NOT DISTINCT (kind, user_id)'),
            ('public.events_b_0', 'events_b_0_kind_number_made_at_key', 'u', 'UNIQUE (kind, number) INCLUDE (made_at)'),
            ('public.events_b_0', 'events_b_0_kind_user_id_key', 'u', 'UNIQUE NULLS NOT DISTINCT (kind, user_id)'),
            ('public.events_b_1', 'events_b_1_kind_number_made_at_key', 'u', 'UNIQUE (kind, number) INCLUDE (made_at)'),
            ('public.events_b_1', 'events_b_1_kind_user_id_key', 'u', 'UNIQUE NULLS NOT DISTINCT (kind, user_id)'),
            ('public.events', 'events_kind_number_key', 'u', 'UNIQUE (kind, number) INCLUDE (made_at)'),
            ('public.events', 'events_user', 'u', 'UNIQUE NULLS NOT DISTINCT (kind, user_id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_a_kind_number_made_at_key', 'public.events_a'),
            ('public.events_a_kind_user_id_key', 'public.events_a'),
            ('public.events_a_made_at_idx', 'public.events_a'),
            ('public.events_a_user_id_number_idx', 'public.events_a'),
            ('public.events_b_0_kind_number_made_at_key', 'public.events_b_0'),
            ('public.events_b_0_kind_user_id_key', 'public.events_b_0'),
            ('public.events_b_0_made_at_idx', 'public.events_b_0'),
            ('public.events_b_0_user_id_number_idx', 'public.events_b_0'),
            ('public.events_b_1_kind_number_made_at_key', 'public.events_b_1'),
            ('public.events_b_1_kind_user_id_key', 'public.events_b_1'),
            ('public.events_b_1_made_at_idx', 'public.events_b_1'),
            ('public.events_b_1_user_id_number_idx', 'public.events_b_1'),
            ('public.events_by_user', 'public.events'),
            ('public.events_made_at_idx', 'public.events')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint events_kind_number_key_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_kind_number_key_new')),
            ('constraint events_user_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_user_new')),
            ('index public.events_a_events_made_at_idx_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_a_events_made_at_idx_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_0_events_made_at_idx_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_0_events_made_at_idx_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_1_events_made_at_idx_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_1_events_made_at_idx_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_b_events_made_at_idx_new_idx', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_b_events_made_at_idx_new_idx') AND relkind IN ('i', 'I'))),
            ('index public.events_by_user_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_by_user_new') AND relkind IN ('i', 'I'))),
            ('index public.events_made_at_idx_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.events_made_at_idx_new') AND relkind IN ('i', 'I')))
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

-- 04.013  undone: rename index events_b_1_made_at_idx of public.events_b_1 to events_b_1_events_made_at_idx_new_idx
ALTER INDEX IF EXISTS public.events_b_1_made_at_idx
    RENAME TO events_b_1_events_made_at_idx_new_idx;

-- 04.012  undone: rename index events_b_0_made_at_idx of public.events_b_0 to events_b_0_events_made_at_idx_new_idx
ALTER INDEX IF EXISTS public.events_b_0_made_at_idx
    RENAME TO events_b_0_events_made_at_idx_new_idx;

-- 04.011  undone: rename index events_b_made_at_idx of public.events_b to events_b_events_made_at_idx_new_idx
ALTER INDEX IF EXISTS public.events_b_made_at_idx
    RENAME TO events_b_events_made_at_idx_new_idx;

-- 04.010  undone: rename index events_a_made_at_idx of public.events_a to events_a_events_made_at_idx_new_idx
ALTER INDEX IF EXISTS public.events_a_made_at_idx
    RENAME TO events_a_events_made_at_idx_new_idx;

-- 04.009  undone: comment on table public.events and what belongs to it
COMMENT ON INDEX public.events_by_user IS NULL;

-- 04.008  undone: rename index events_made_at_idx of public.events to events_made_at_idx_new
ALTER INDEX public.events_made_at_idx
    RENAME TO events_made_at_idx_new;

-- 04.007  undone: create index events_a_made_at_idx on public.events_a, concurrently
CREATE INDEX CONCURRENTLY events_a_made_at_idx
    ON public.events_a (made_at);

-- 04.007  undone: create index events_b_0_made_at_idx on public.events_b_0, concurrently
CREATE INDEX CONCURRENTLY events_b_0_made_at_idx
    ON public.events_b_0 (made_at);

-- 04.007  undone: create index events_b_1_made_at_idx on public.events_b_1, concurrently
CREATE INDEX CONCURRENTLY events_b_1_made_at_idx
    ON public.events_b_1 (made_at);

-- 04.007  undone: make index events_made_at_idx on public.events of those of its partitions
CREATE INDEX events_made_at_idx
    ON ONLY public.events (made_at);
CREATE INDEX events_b_made_at_idx
    ON ONLY public.events_b (made_at);
ALTER INDEX public.events_b_made_at_idx ATTACH PARTITION public.events_b_1_made_at_idx;
ALTER INDEX public.events_b_made_at_idx ATTACH PARTITION public.events_b_0_made_at_idx;
ALTER INDEX public.events_made_at_idx ATTACH PARTITION public.events_b_made_at_idx;
ALTER INDEX public.events_made_at_idx ATTACH PARTITION public.events_a_made_at_idx;

-- 04.006  undone: rename index events_by_user of public.events to events_by_user_new
ALTER INDEX public.events_by_user
    RENAME TO events_by_user_new;

-- 04.005  undone: create index events_a_user_id_idx on public.events_a, concurrently
CREATE INDEX CONCURRENTLY events_a_user_id_idx
    ON public.events_a (user_id);

-- 04.005  undone: create index events_b_0_user_id_idx on public.events_b_0, concurrently
CREATE INDEX CONCURRENTLY events_b_0_user_id_idx
    ON public.events_b_0 (user_id);

-- 04.005  undone: create index events_b_1_user_id_idx on public.events_b_1, concurrently
CREATE INDEX CONCURRENTLY events_b_1_user_id_idx
    ON public.events_b_1 (user_id);

-- 04.005  undone: make index events_by_user on public.events of those of its partitions
CREATE INDEX events_by_user
    ON ONLY public.events (user_id);
CREATE INDEX events_b_user_id_idx
    ON ONLY public.events_b (user_id);
ALTER INDEX public.events_b_user_id_idx ATTACH PARTITION public.events_b_1_user_id_idx;
ALTER INDEX public.events_b_user_id_idx ATTACH PARTITION public.events_b_0_user_id_idx;
ALTER INDEX public.events_by_user ATTACH PARTITION public.events_b_user_id_idx;
ALTER INDEX public.events_by_user ATTACH PARTITION public.events_a_user_id_idx;

-- 04.004  undone: rename constraint events_user of public.events to events_user_new
ALTER TABLE public.events
    RENAME CONSTRAINT events_user TO events_user_new;

-- 04.003  undone: create unique index events_a_kind_user_id_number_key on public.events_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_user_id_number_key
    ON public.events_a (kind, user_id, number);

-- 04.003  undone: make index events_a_kind_user_id_number_key the unique events_a_kind_user_id_number_key of public.events_a
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_user_id_number_key UNIQUE USING INDEX events_a_kind_user_id_number_key;

-- 04.003  undone: create unique index events_b_0_kind_user_id_number_key on public.events_b_0, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_user_id_number_key
    ON public.events_b_0 (kind, user_id, number);

-- 04.003  undone: make index events_b_0_kind_user_id_number_key the unique events_b_0_kind_user_id_number_key of public.events_b_0
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_user_id_number_key UNIQUE USING INDEX events_b_0_kind_user_id_number_key;

-- 04.003  undone: create unique index events_b_1_kind_user_id_number_key on public.events_b_1, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_1_kind_user_id_number_key
    ON public.events_b_1 (kind, user_id, number);

-- 04.003  undone: make index events_b_1_kind_user_id_number_key the unique events_b_1_kind_user_id_number_key of public.events_b_1
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_b_1_kind_user_id_number_key UNIQUE USING INDEX events_b_1_kind_user_id_number_key;

-- 04.003  undone: make the unique events_user of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_user UNIQUE (kind, user_id, number);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_user_id_number_key UNIQUE (kind, user_id, number);
ALTER INDEX public.events_b_kind_user_id_number_key ATTACH PARTITION public.events_b_1_kind_user_id_number_key;
ALTER INDEX public.events_b_kind_user_id_number_key ATTACH PARTITION public.events_b_0_kind_user_id_number_key;
ALTER INDEX public.events_user ATTACH PARTITION public.events_b_kind_user_id_number_key;
ALTER INDEX public.events_user ATTACH PARTITION public.events_a_kind_user_id_number_key;

-- 04.002  undone: rename constraint events_kind_number_key of public.events to events_kind_number_key_new
ALTER TABLE public.events
    RENAME CONSTRAINT events_kind_number_key TO events_kind_number_key_new;

-- 04.001  undone: create unique index events_a_kind_number_key on public.events_a, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_a_kind_number_key
    ON public.events_a (kind, number);

-- 04.001  undone: make index events_a_kind_number_key the unique events_a_kind_number_key of public.events_a
ALTER TABLE public.events_a
    ADD CONSTRAINT events_a_kind_number_key UNIQUE USING INDEX events_a_kind_number_key;

-- 04.001  undone: create unique index events_b_0_kind_number_key on public.events_b_0, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_0_kind_number_key
    ON public.events_b_0 (kind, number);

-- 04.001  undone: make index events_b_0_kind_number_key the unique events_b_0_kind_number_key of public.events_b_0
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_b_0_kind_number_key UNIQUE USING INDEX events_b_0_kind_number_key;

-- 04.001  undone: create unique index events_b_1_kind_number_key on public.events_b_1, concurrently
CREATE UNIQUE INDEX CONCURRENTLY events_b_1_kind_number_key
    ON public.events_b_1 (kind, number);

-- 04.001  undone: make index events_b_1_kind_number_key the unique events_b_1_kind_number_key of public.events_b_1
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_b_1_kind_number_key UNIQUE USING INDEX events_b_1_kind_number_key;

-- 04.001  undone: make the unique events_kind_number_key of public.events of those of its partitions
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_kind_number_key UNIQUE (kind, number);
ALTER TABLE ONLY public.events_b
    ADD CONSTRAINT events_b_kind_number_key UNIQUE (kind, number);
ALTER INDEX public.events_b_kind_number_key ATTACH PARTITION public.events_b_1_kind_number_key;
ALTER INDEX public.events_b_kind_number_key ATTACH PARTITION public.events_b_0_kind_number_key;
ALTER INDEX public.events_kind_number_key ATTACH PARTITION public.events_b_kind_number_key;
ALTER INDEX public.events_kind_number_key ATTACH PARTITION public.events_a_kind_number_key;

-- 03.008  undone: drop constraint events_user_new of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_user_new;

-- 03.004  undone: drop constraint events_kind_number_key_new of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_number_key_new;

-- 02.008  undone: drop index events_made_at_idx_new of public.events and of its partitions
DROP INDEX public.events_made_at_idx_new;

-- 02.004  undone: drop index events_by_user_new of public.events and of its partitions
DROP INDEX public.events_by_user_new;
