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
            ('public.events_2020'),
            ('public.events_2021_a'),
            ('public.events_2021_rest')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
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

-- 01.002  look for rows of public.events_2020 that violate kind_is_said
-- locks   public.events_2020: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020 · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2020
     WHERE (kind <> '') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2020.id::text, 'NULL'), coalesce(events_2020.made_at::text, 'NULL'), coalesce(events_2020.kind::text, 'NULL'), coalesce(events_2020.user_id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2020
     WHERE (kind <> '') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint kind_is_said of public.events_2020: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind, user_id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.events_2021_a that violate kind_is_said
-- locks   public.events_2021_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2021_a
     WHERE (kind <> '') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2021_a.id::text, 'NULL'), coalesce(events_2021_a.made_at::text, 'NULL'), coalesce(events_2021_a.kind::text, 'NULL'), coalesce(events_2021_a.user_id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2021_a
     WHERE (kind <> '') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint kind_is_said of public.events_2021_a: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind, user_id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.events_2021_rest that violate kind_is_said
-- locks   public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2021_rest
     WHERE (kind <> '') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2021_rest.id::text, 'NULL'), coalesce(events_2021_rest.made_at::text, 'NULL'), coalesce(events_2021_rest.kind::text, 'NULL'), coalesce(events_2021_rest.user_id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2021_rest
     WHERE (kind <> '') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint kind_is_said of public.events_2021_rest: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind, user_id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.005  look for rows of public.events_2020 that are equal under events_pkey
-- locks   public.events_2020: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020 · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2020
           WHERE id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, made_at, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2020
           WHERE id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, made_at, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_pkey of public.events_2020: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.006  look for rows of public.events_2021_a that are equal under events_pkey
-- locks   public.events_2021_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_a
           WHERE id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, made_at, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_a
           WHERE id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, made_at, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_pkey of public.events_2021_a: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.007  look for rows of public.events_2021_rest that are equal under events_pkey
-- locks   public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_rest
           WHERE id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, made_at, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_rest
           WHERE id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, made_at, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_pkey of public.events_2021_rest: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.008  look for rows of public.events_2020 that are equal under events_user_key
-- locks   public.events_2020: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020 · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', user_id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2020
           WHERE user_id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY user_id, made_at, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', user_id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2020
           WHERE user_id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY user_id, made_at, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_user_key of public.events_2020: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.009  look for rows of public.events_2021_a that are equal under events_user_key
-- locks   public.events_2021_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', user_id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_a
           WHERE user_id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY user_id, made_at, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', user_id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_a
           WHERE user_id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY user_id, made_at, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_user_key of public.events_2021_a: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.010  look for rows of public.events_2021_rest that are equal under events_user_key
-- locks   public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', user_id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_rest
           WHERE user_id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY user_id, made_at, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', user_id::text, made_at::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_2021_rest
           WHERE user_id IS NOT NULL AND made_at IS NOT NULL AND kind IS NOT NULL
           GROUP BY user_id, made_at, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_user_key of public.events_2021_rest: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.011  report orphans of 3 foreign keys, fails for none
-- locks   public.events_2020, public.events_2021_a, public.events_2021_rest, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest, public.users · own transaction
-- undo    nothing to undo
SELECT 'events_user_id_fkey' AS foreign_key, 'public.events_2020' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_2020 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
UNION ALL
SELECT 'events_user_id_fkey' AS foreign_key, 'public.events_2021_a' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_2021_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
UNION ALL
SELECT 'events_user_id_fkey' AS foreign_key, 'public.events_2021_rest' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_2021_rest AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  add column amount to public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::amount · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD COLUMN amount integer DEFAULT 0 NOT NULL;

---- 03_index.sql

-- 03.001  create index events_2020_lower_made_at_idx on public.events_2020, concurrently
-- locks   public.events_2020: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020 · outside a transaction block
-- from    Event::index on lower, made_at · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2020_lower_made_at_idx
    ON public.events_2020 ((lower(kind)), made_at DESC);

-- 03.002  create index events_2021_a_lower_made_at_idx on public.events_2021_a, concurrently
-- locks   public.events_2021_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_a · outside a transaction block
-- from    Event::index on lower, made_at · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2021_a_lower_made_at_idx
    ON public.events_2021_a ((lower(kind)), made_at DESC);

-- 03.003  create index events_2021_rest_lower_made_at_idx on public.events_2021_rest, concurrently
-- locks   public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_rest · outside a transaction block
-- from    Event::index on lower, made_at · undo: rollback.sql 03.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2021_rest_lower_made_at_idx
    ON public.events_2021_rest ((lower(kind)), made_at DESC);

-- 03.004  make index events_lower_made_at_idx on public.events of those of its partitions
-- locks   public.events_2020_lower_made_at_idx, public.events_2021_a_lower_made_at_idx, public.events_2021_rest_lower_made_at_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_2021: SHARE (writes wait, reads do not); public.events_2020, public.events_2021_a, public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on lower, made_at · undo: rollback.sql 03.004 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_lower_made_at_idx
    ON ONLY public.events ((lower(kind)), made_at DESC);
CREATE INDEX events_2021_lower_made_at_idx
    ON ONLY public.events_2021 ((lower(kind)), made_at DESC);
ALTER INDEX public.events_2021_lower_made_at_idx ATTACH PARTITION public.events_2021_rest_lower_made_at_idx;
ALTER INDEX public.events_2021_lower_made_at_idx ATTACH PARTITION public.events_2021_a_lower_made_at_idx;
ALTER INDEX public.events_lower_made_at_idx ATTACH PARTITION public.events_2021_lower_made_at_idx;
ALTER INDEX public.events_lower_made_at_idx ATTACH PARTITION public.events_2020_lower_made_at_idx;
COMMIT;

-- 03.005  create index events_2020_user_id_idx on public.events_2020, concurrently
-- locks   public.events_2020: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020 · outside a transaction block
-- from    Event::index on user_id · undo: rollback.sql 03.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2020_user_id_idx
    ON public.events_2020 (user_id);

-- 03.006  create index events_2021_a_user_id_idx on public.events_2021_a, concurrently
-- locks   public.events_2021_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_a · outside a transaction block
-- from    Event::index on user_id · undo: rollback.sql 03.006 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2021_a_user_id_idx
    ON public.events_2021_a (user_id);

-- 03.007  create index events_2021_rest_user_id_idx on public.events_2021_rest, concurrently
-- locks   public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_rest · outside a transaction block
-- from    Event::index on user_id · undo: rollback.sql 03.007 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY events_2021_rest_user_id_idx
    ON public.events_2021_rest (user_id);

-- 03.008  make index events_user_id_idx on public.events of those of its partitions
-- locks   public.events_2020_user_id_idx, public.events_2021_a_user_id_idx, public.events_2021_rest_user_id_idx: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_2021: SHARE (writes wait, reads do not); public.events_2020, public.events_2021_a, public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event::index on user_id · undo: rollback.sql 03.008 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE INDEX events_user_id_idx
    ON ONLY public.events (user_id);
CREATE INDEX events_2021_user_id_idx
    ON ONLY public.events_2021 (user_id);
ALTER INDEX public.events_2021_user_id_idx ATTACH PARTITION public.events_2021_rest_user_id_idx;
ALTER INDEX public.events_2021_user_id_idx ATTACH PARTITION public.events_2021_a_user_id_idx;
ALTER INDEX public.events_user_id_idx ATTACH PARTITION public.events_2021_user_id_idx;
ALTER INDEX public.events_user_id_idx ATTACH PARTITION public.events_2020_user_id_idx;
COMMIT;

-- 03.009  create unique index events_2020_pkey on public.events_2020, concurrently
-- locks   public.events_2020: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020 · outside a transaction block
-- from    Event::(id, made_at, kind) · undo: rollback.sql 03.009 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_2020_pkey
    ON public.events_2020 (id, made_at, kind);

-- 03.010  create unique index events_2021_a_pkey on public.events_2021_a, concurrently
-- locks   public.events_2021_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_a · outside a transaction block
-- from    Event::(id, made_at, kind) · undo: rollback.sql 03.010 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_2021_a_pkey
    ON public.events_2021_a (id, made_at, kind);

-- 03.011  create unique index events_2021_rest_pkey on public.events_2021_rest, concurrently
-- locks   public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_rest · outside a transaction block
-- from    Event::(id, made_at, kind) · undo: rollback.sql 03.011 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_2021_rest_pkey
    ON public.events_2021_rest (id, made_at, kind);

-- 03.012  create unique index events_2020_user_id_made_at_kind_key on public.events_2020, concurrently
-- locks   public.events_2020: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020 · outside a transaction block
-- from    Event::(user_id, made_at, kind) · undo: rollback.sql 03.012 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_2020_user_id_made_at_kind_key
    ON public.events_2020 (user_id, made_at, kind);

-- 03.013  create unique index events_2021_a_user_id_made_at_kind_key on public.events_2021_a, concurrently
-- locks   public.events_2021_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_a · outside a transaction block
-- from    Event::(user_id, made_at, kind) · undo: rollback.sql 03.013 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_2021_a_user_id_made_at_kind_key
    ON public.events_2021_a (user_id, made_at, kind);

-- 03.014  create unique index events_2021_rest_user_id_made_at_kind_key on public.events_2021_rest, concurrently
-- locks   public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2021_rest · outside a transaction block
-- from    Event::(user_id, made_at, kind) · undo: rollback.sql 03.014 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_2021_rest_user_id_made_at_kind_key
    ON public.events_2021_rest (user_id, made_at, kind);

---- 04_key.sql

-- 04.001  make index events_2020_pkey the primary key events_2020_pkey of public.events_2020
-- locks   public.events_2020: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(id, made_at, kind) · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_2020
    ADD CONSTRAINT events_2020_pkey PRIMARY KEY USING INDEX events_2020_pkey;

-- 04.002  make index events_2021_a_pkey the primary key events_2021_a_pkey of public.events_2021_a
-- locks   public.events_2021_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_2020 wait for these locks too
-- from    Event::(id, made_at, kind) · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_2021_a
    ADD CONSTRAINT events_2021_a_pkey PRIMARY KEY USING INDEX events_2021_a_pkey;

-- 04.003  make index events_2021_rest_pkey the primary key events_2021_rest_pkey of public.events_2021_rest
-- locks   public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_2021_a wait for these locks too
-- from    Event::(id, made_at, kind) · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_2021_rest
    ADD CONSTRAINT events_2021_rest_pkey PRIMARY KEY USING INDEX events_2021_rest_pkey;

-- 04.004  make the primary key events_pkey of public.events of those of its partitions
-- locks   public.events, public.events_2020_pkey, public.events_2021, public.events_2021_a_pkey, public.events_2021_rest_pkey: ACCESS EXCLUSIVE (reads and writes wait); public.events_2020, public.events_2021_a, public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_2021_rest wait for these locks too
-- from    Event::(id, made_at, kind) · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id, made_at, kind);
ALTER TABLE ONLY public.events_2021
    ADD CONSTRAINT events_2021_pkey PRIMARY KEY (id, made_at, kind);
ALTER INDEX public.events_2021_pkey ATTACH PARTITION public.events_2021_rest_pkey;
ALTER INDEX public.events_2021_pkey ATTACH PARTITION public.events_2021_a_pkey;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2021_pkey;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2020_pkey;
COMMIT;

-- 04.005  make index events_2020_user_id_made_at_kind_key the unique events_2020_user_id_made_at_kind_key of public.events_2020
-- locks   public.events_2020: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::(user_id, made_at, kind) · undo: rollback.sql 04.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_2020
    ADD CONSTRAINT events_2020_user_id_made_at_kind_key UNIQUE USING INDEX events_2020_user_id_made_at_kind_key;

-- 04.006  make index events_2021_a_user_id_made_at_kind_key the unique events_2021_a_user_id_made_at_kind_key of public.events_2021_a
-- locks   public.events_2021_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_2020 wait for these locks too
-- from    Event::(user_id, made_at, kind) · undo: rollback.sql 04.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_2021_a
    ADD CONSTRAINT events_2021_a_user_id_made_at_kind_key UNIQUE USING INDEX events_2021_a_user_id_made_at_kind_key;

-- 04.007  make index events_2021_rest_user_id_made_at_kind_key the unique events_2021_rest_user_id_made_at_kind_key of public.events_2021_rest
-- locks   public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_2021_a wait for these locks too
-- from    Event::(user_id, made_at, kind) · undo: rollback.sql 04.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_2021_rest
    ADD CONSTRAINT events_2021_rest_user_id_made_at_kind_key UNIQUE USING INDEX events_2021_rest_user_id_made_at_kind_key;

-- 04.008  make the unique events_user_key of public.events of those of its partitions
-- locks   public.events, public.events_2020_user_id_made_at_kind_key, public.events_2021, public.events_2021_a_user_id_made_at_kind_key, public.events_2021_rest_user_id_made_at_kind_key: ACCESS EXCLUSIVE (reads and writes wait); public.events_2020, public.events_2021_a, public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_2021_rest wait for these locks too
-- from    Event::(user_id, made_at, kind) · undo: rollback.sql 04.008 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_user_key UNIQUE (user_id, made_at, kind);
ALTER TABLE ONLY public.events_2021
    ADD CONSTRAINT events_2021_user_id_made_at_kind_key UNIQUE (user_id, made_at, kind);
ALTER INDEX public.events_2021_user_id_made_at_kind_key ATTACH PARTITION public.events_2021_rest_user_id_made_at_kind_key;
ALTER INDEX public.events_2021_user_id_made_at_kind_key ATTACH PARTITION public.events_2021_a_user_id_made_at_kind_key;
ALTER INDEX public.events_user_key ATTACH PARTITION public.events_2021_user_id_made_at_kind_key;
ALTER INDEX public.events_user_key ATTACH PARTITION public.events_2020_user_id_made_at_kind_key;
COMMIT;

---- 05_add_not_valid.sql

-- 05.001  add check kind_is_said to public.events, not yet valid
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_2020_user_id_made_at_kind_key wait for these locks too
-- from    Event::check kind_is_said · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT kind_is_said
    CHECK (kind <> '')
    NOT VALID;

-- 05.002  add foreign key events_user_id_fkey, not yet valid
-- locks   public.events_2020, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::user_id · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_2020
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 05.003  add foreign key events_user_id_fkey, not yet valid
-- locks   public.events_2021_a, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_2020 wait for these locks too
-- from    Event::user_id · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_2021_a
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 05.004  add foreign key events_user_id_fkey, not yet valid
-- locks   public.events_2021_rest, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_2021_a wait for these locks too
-- from    Event::user_id · undo: rollback.sql 05.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_2021_rest
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

---- 06_audit.sql

-- 06.001  audit foreign key events_user_id_fkey: fails where orphans are left
-- locks   public.events_2020, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.users · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_2020 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_2020 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey of public.events_2020: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 06.002  audit foreign key events_user_id_fkey: fails where orphans are left
-- locks   public.events_2021_a, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a, public.users · own transaction, required: else writers of public.events_2021_a wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_2021_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_2021_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey of public.events_2021_a: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 06.003  audit foreign key events_user_id_fkey: fails where orphans are left
-- locks   public.events_2021_rest, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest, public.users · own transaction, required: else writers of public.events_2021_rest wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_2021_rest AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_2021_rest AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey of public.events_2021_rest: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 07_validate.sql

-- 07.001  validate check kind_is_said
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Event::check kind_is_said · undo: nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT kind_is_said;

-- 07.002  validate foreign key events_user_id_fkey
-- locks   public.events_2020: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_2020, public.users · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Event::user_id · undo: nothing to undo
ALTER TABLE public.events_2020
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 07.003  validate foreign key events_user_id_fkey
-- locks   public.events_2021_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a, public.users · own transaction, required: else writers of public.events_2021_a wait through this scan
-- from    Event::user_id · undo: nothing to undo
ALTER TABLE public.events_2021_a
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 07.004  validate foreign key events_user_id_fkey
-- locks   public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest, public.users · own transaction, required: else writers of public.events_2021_rest wait through this scan
-- from    Event::user_id · undo: nothing to undo
ALTER TABLE public.events_2021_rest
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 07.005  make foreign key events_user_id_fkey of public.events of those of its partitions
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_2020_user_id_made_at_kind_key wait for these locks too
-- from    Event::user_id · undo: rollback.sql 07.005 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id);

---- 08_finish.sql

-- 08.001  comment on table public.events and what belongs to it
-- locks   public.events_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 08.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON INDEX public.events_user_id_idx IS 'serves: foreign key user_id';

---- 09_verify.sql

-- 09.001  verify 28 facts in the catalog
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
            ('public.events_2020', 'events_2020_pkey', 'p', 'PRIMARY KEY (id, made_at, kind)'),
            ('public.events_2020', 'events_2020_user_id_made_at_kind_key', 'u', 'UNIQUE (user_id, made_at, kind)'),
            ('public.events_2021_a', 'events_2021_a_pkey', 'p', 'PRIMARY KEY (id, made_at, kind)'),
            ('public.events_2021_a', 'events_2021_a_user_id_made_at_kind_key', 'u', 'UNIQUE (user_id, made_at, kind)'),
            ('public.events_2021_rest', 'events_2021_rest_pkey', 'p', 'PRIMARY KEY (id, made_at, kind)'),
            ('public.events_2021_rest', 'events_2021_rest_user_id_made_at_kind_key', 'u', 'UNIQUE (user_id, made_at, kind)'),
            ('public.events', 'events_pkey', 'p', 'PRIMARY KEY (id, made_at, kind)'),
            ('public.events', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.events_2020', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.events_2021_a', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.events_2021_rest', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)'),
            ('public.events', 'events_user_key', 'u', 'UNIQUE (user_id, made_at, kind)'),
            ('public.events', 'kind_is_said', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_2020_lower_made_at_idx', 'public.events_2020'),
            ('public.events_2020_pkey', 'public.events_2020'),
            ('public.events_2020_user_id_idx', 'public.events_2020'),
            ('public.events_2020_user_id_made_at_kind_key', 'public.events_2020'),
            ('public.events_2021_a_lower_made_at_idx', 'public.events_2021_a'),
            ('public.events_2021_a_pkey', 'public.events_2021_a'),
            ('public.events_2021_a_user_id_idx', 'public.events_2021_a'),
            ('public.events_2021_a_user_id_made_at_kind_key', 'public.events_2021_a'),
            ('public.events_2021_rest_lower_made_at_idx', 'public.events_2021_rest'),
            ('public.events_2021_rest_pkey', 'public.events_2021_rest'),
            ('public.events_2021_rest_user_id_idx', 'public.events_2021_rest'),
            ('public.events_2021_rest_user_id_made_at_kind_key', 'public.events_2021_rest'),
            ('public.events_lower_made_at_idx', 'public.events'),
            ('public.events_user_id_idx', 'public.events')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.events.amount', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'amount' AND NOT attisdropped))
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

-- 08.001  undone: comment on table public.events and what belongs to it
COMMENT ON INDEX public.events_user_id_idx IS NULL;

-- 07.005  undone: drop foreign key events_user_id_fkey of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_user_id_fkey;

-- 05.001  undone: drop constraint kind_is_said of public.events
ALTER TABLE public.events
    DROP CONSTRAINT kind_is_said;

-- 04.008  undone: drop constraint events_user_key of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_user_key;

-- 04.004  undone: drop constraint events_pkey of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_pkey;

-- 03.008  undone: drop index events_user_id_idx of public.events and of its partitions
DROP INDEX public.events_user_id_idx;

-- 03.004  undone: drop index events_lower_made_at_idx of public.events and of its partitions
DROP INDEX public.events_lower_made_at_idx;

-- 02.001  undone: drop column amount of public.events
ALTER TABLE public.events
    DROP COLUMN amount;
