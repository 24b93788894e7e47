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
            ('public.events_rest')) AS needed (name)
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

-- 02.001  create index events_a_case_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::index on case · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_case_idx
    ON public.events_a ((CASE WHEN id > 0 THEN kind END));

-- 02.002  create index events_rest_case_idx on public.events_rest, concurrently
-- locks   public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_rest · outside a transaction block
-- from    Event::index on case · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_rest_case_idx
    ON public.events_rest ((CASE WHEN id > 0 THEN kind END));

-- 02.003  make index events_case_idx on public.events of those of its partitions
-- locks   public.events_a_case_idx, public.events_rest_case_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_a, public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on case · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_case_idx
    ON ONLY public.events ((CASE WHEN id > 0 THEN kind END));
ALTER INDEX public.events_case_idx ATTACH PARTITION public.events_rest_case_idx;
ALTER INDEX public.events_case_idx ATTACH PARTITION public.events_a_case_idx;
COMMIT;

-- 02.004  create index events_a_coalesce_md5_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::index on coalesce, md5 · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_coalesce_md5_idx
    ON public.events_a ((coalesce(kind, '')), (md5(kind)::uuid));

-- 02.005  create index events_rest_coalesce_md5_idx on public.events_rest, concurrently
-- locks   public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_rest · outside a transaction block
-- from    Event::index on coalesce, md5 · undo: rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_rest_coalesce_md5_idx
    ON public.events_rest ((coalesce(kind, '')), (md5(kind)::uuid));

-- 02.006  make index events_coalesce_md5_idx on public.events of those of its partitions
-- locks   public.events_a_coalesce_md5_idx, public.events_rest_coalesce_md5_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_a, public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on coalesce, md5 · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_coalesce_md5_idx
    ON ONLY public.events ((coalesce(kind, '')), (md5(kind)::uuid));
ALTER INDEX public.events_coalesce_md5_idx ATTACH PARTITION public.events_rest_coalesce_md5_idx;
ALTER INDEX public.events_coalesce_md5_idx ATTACH PARTITION public.events_a_coalesce_md5_idx;
COMMIT;

-- 02.007  create index events_a_expr_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::index on expr · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_expr_idx
    ON public.events_a ((payload -> 'x'));

-- 02.008  create index events_rest_expr_idx on public.events_rest, concurrently
-- locks   public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_rest · outside a transaction block
-- from    Event::index on expr · undo: rollback.sql 02.008 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_rest_expr_idx
    ON public.events_rest ((payload -> 'x'));

-- 02.009  make index events_expr_idx on public.events of those of its partitions
-- locks   public.events_a_expr_idx, public.events_rest_expr_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_a, public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on expr · undo: rollback.sql 02.009 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_expr_idx
    ON ONLY public.events ((payload -> 'x'));
ALTER INDEX public.events_expr_idx ATTACH PARTITION public.events_rest_expr_idx;
ALTER INDEX public.events_expr_idx ATTACH PARTITION public.events_a_expr_idx;
COMMIT;

-- 02.010  create index events_a_int8_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::index on int8 · undo: rollback.sql 02.010 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_int8_idx
    ON public.events_a (((payload ->> 'id')::bigint));

-- 02.011  create index events_rest_int8_idx on public.events_rest, concurrently
-- locks   public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_rest · outside a transaction block
-- from    Event::index on int8 · undo: rollback.sql 02.011 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_rest_int8_idx
    ON public.events_rest (((payload ->> 'id')::bigint));

-- 02.012  make index events_int8_idx on public.events of those of its partitions
-- locks   public.events_a_int8_idx, public.events_rest_int8_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_a, public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on int8 · undo: rollback.sql 02.012 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_int8_idx
    ON ONLY public.events (((payload ->> 'id')::bigint));
ALTER INDEX public.events_int8_idx ATTACH PARTITION public.events_rest_int8_idx;
ALTER INDEX public.events_int8_idx ATTACH PARTITION public.events_a_int8_idx;
COMMIT;

-- 02.013  create index events_a_timezone_kind_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::index on timezone, kind · undo: rollback.sql 02.013 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_timezone_kind_idx
    ON public.events_a (((made_at AT TIME ZONE 'UTC')::date), kind);

-- 02.014  create index events_rest_timezone_kind_idx on public.events_rest, concurrently
-- locks   public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_rest · outside a transaction block
-- from    Event::index on timezone, kind · undo: rollback.sql 02.014 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_rest_timezone_kind_idx
    ON public.events_rest (((made_at AT TIME ZONE 'UTC')::date), kind);

-- 02.015  make index events_timezone_kind_idx on public.events of those of its partitions
-- locks   public.events_a_timezone_kind_idx, public.events_rest_timezone_kind_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_a, public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on timezone, kind · undo: rollback.sql 02.015 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_timezone_kind_idx
    ON ONLY public.events (((made_at AT TIME ZONE 'UTC')::date), kind);
ALTER INDEX public.events_timezone_kind_idx ATTACH PARTITION public.events_rest_timezone_kind_idx;
ALTER INDEX public.events_timezone_kind_idx ATTACH PARTITION public.events_a_timezone_kind_idx;
COMMIT;

-- 02.016  create index events_a_width_idx on public.events_a, concurrently
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a · outside a transaction block
-- from    Event::index on width · undo: rollback.sql 02.016 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_a_width_idx
    ON public.events_a (((size).width));

-- 02.017  create index events_rest_width_idx on public.events_rest, concurrently
-- locks   public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_rest · outside a transaction block
-- from    Event::index on width · undo: rollback.sql 02.017 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_rest_width_idx
    ON public.events_rest (((size).width));

-- 02.018  make index events_width_idx on public.events of those of its partitions
-- locks   public.events_a_width_idx, public.events_rest_width_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events: SHARE (writes wait, reads do not); public.events_a, public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on width · undo: rollback.sql 02.018 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_width_idx
    ON ONLY public.events (((size).width));
ALTER INDEX public.events_width_idx ATTACH PARTITION public.events_rest_width_idx;
ALTER INDEX public.events_width_idx ATTACH PARTITION public.events_a_width_idx;
COMMIT;

---- 03_verify.sql

-- 03.001  verify 18 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT 'index ' || name FROM (VALUES
            ('public.events_a_case_idx', 'public.events_a'),
            ('public.events_a_coalesce_md5_idx', 'public.events_a'),
            ('public.events_a_expr_idx', 'public.events_a'),
            ('public.events_a_int8_idx', 'public.events_a'),
            ('public.events_a_timezone_kind_idx', 'public.events_a'),
            ('public.events_a_width_idx', 'public.events_a'),
            ('public.events_case_idx', 'public.events'),
            ('public.events_coalesce_md5_idx', 'public.events'),
            ('public.events_expr_idx', 'public.events'),
            ('public.events_int8_idx', 'public.events'),
            ('public.events_rest_case_idx', 'public.events_rest'),
            ('public.events_rest_coalesce_md5_idx', 'public.events_rest'),
            ('public.events_rest_expr_idx', 'public.events_rest'),
            ('public.events_rest_int8_idx', 'public.events_rest'),
            ('public.events_rest_timezone_kind_idx', 'public.events_rest'),
            ('public.events_rest_width_idx', 'public.events_rest'),
            ('public.events_timezone_kind_idx', 'public.events'),
            ('public.events_width_idx', 'public.events')
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

---- rollback.sql

-- 02.018  undone: drop index events_width_idx of public.events and of its partitions
DROP INDEX public.events_width_idx;

-- 02.015  undone: drop index events_timezone_kind_idx of public.events and of its partitions
DROP INDEX public.events_timezone_kind_idx;

-- 02.012  undone: drop index events_int8_idx of public.events and of its partitions
DROP INDEX public.events_int8_idx;

-- 02.009  undone: drop index events_expr_idx of public.events and of its partitions
DROP INDEX public.events_expr_idx;

-- 02.006  undone: drop index events_coalesce_md5_idx of public.events and of its partitions
DROP INDEX public.events_coalesce_md5_idx;

-- 02.003  undone: drop index events_case_idx of public.events and of its partitions
DROP INDEX public.events_case_idx;
