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
            ('public.events_a_all'),
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

-- 01.002  look for rows of public.events_a_all that violate events_id_not_null_check
-- locks   public.events_a_all: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a_all · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_a_all
     WHERE (id IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_a_all.id::text, 'NULL'), coalesce(events_a_all.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_a_all
     WHERE (id IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_id_not_null_check of public.events_a_all: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.events_rest that violate events_id_not_null_check
-- locks   public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_rest
     WHERE (id IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_rest.id::text, 'NULL'), coalesce(events_rest.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_rest
     WHERE (id IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_id_not_null_check of public.events_rest: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.events_a_all that violate events_kind_not_null_check
-- locks   public.events_a_all: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a_all · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_a_all
     WHERE (kind IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_a_all.id::text, 'NULL'), coalesce(events_a_all.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_a_all
     WHERE (kind IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_kind_not_null_check of public.events_a_all: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.005  look for rows of public.events_rest that violate events_kind_not_null_check
-- locks   public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_rest
     WHERE (kind IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_rest.id::text, 'NULL'), coalesce(events_rest.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_rest
     WHERE (kind IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_kind_not_null_check of public.events_rest: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.006  look for rows of public.events_a_all that are equal under events_pkey
-- locks   public.events_a_all: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a_all · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_a_all
           WHERE id IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_a_all
           WHERE id IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_pkey of public.events_a_all: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.007  look for rows of public.events_rest that are equal under events_pkey
-- locks   public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_rest
           WHERE id IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, kind
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', id::text, kind::text) || ')' AS duplicate_key
            FROM ONLY public.events_rest
           WHERE id IS NOT NULL AND kind IS NOT NULL
           GROUP BY id, kind
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index events_pkey of public.events_rest: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create unique index events_a_all_pkey on public.events_a_all, concurrently
-- locks   public.events_a_all: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a_all · outside a transaction block
-- from    Event::(id, kind) · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_a_all_pkey
    ON public.events_a_all (id, kind);

-- 02.002  create unique index events_rest_pkey on public.events_rest, concurrently
-- locks   public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_rest · outside a transaction block
-- from    Event::(id, kind) · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY events_rest_pkey
    ON public.events_rest (id, kind);

---- 03_add_not_valid.sql

-- 03.001  add check events_id_not_null_check to public.events, not yet valid
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::id · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_id_not_null_check
    CHECK (id IS NOT NULL)
    NOT VALID;

-- 03.002  add check events_kind_not_null_check to public.events, not yet valid
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::kind · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_kind_not_null_check
    CHECK (kind IS NOT NULL)
    NOT VALID;

---- 04_validate.sql

-- 04.001  validate check events_id_not_null_check
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a_all, public.events_rest · own transaction, required: else writers of public.events_a_all wait through this scan
-- from    Event::id · undo: nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_id_not_null_check;

-- 04.002  validate check events_kind_not_null_check
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_a_all, public.events_rest · own transaction, required: else writers of public.events_a_all wait through this scan
-- from    Event::kind · undo: nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_kind_not_null_check;

---- 05_finish.sql

-- 05.001  set id of public.events not null, as its validated check proves
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::id · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ALTER COLUMN id SET NOT NULL;

-- 05.002  drop constraint events_id_not_null_check of public.events
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::id · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_id_not_null_check;

-- 05.003  set kind of public.events not null, as its validated check proves
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::kind · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ALTER COLUMN kind SET NOT NULL;

-- 05.004  drop constraint events_kind_not_null_check of public.events
-- locks   public.events, public.events_a, public.events_a_all, public.events_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::kind · undo: rollback.sql 05.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_kind_not_null_check;

---- 06_key.sql

-- 06.001  make index events_a_all_pkey the primary key events_a_all_pkey of public.events_a_all
-- locks   public.events_a_all: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::(id, kind) · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a_all
    ADD CONSTRAINT events_a_all_pkey PRIMARY KEY USING INDEX events_a_all_pkey;

-- 06.002  make index events_rest_pkey the primary key events_rest_pkey of public.events_rest
-- locks   public.events_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a_all wait for these locks too
-- from    Event::(id, kind) · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_rest
    ADD CONSTRAINT events_rest_pkey PRIMARY KEY USING INDEX events_rest_pkey;

-- 06.003  make the primary key events_pkey of public.events of those of its partitions
-- locks   public.events, public.events_a, public.events_a_all_pkey, public.events_rest_pkey: ACCESS EXCLUSIVE (reads and writes wait); public.events_a_all, public.events_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.events_rest wait for these locks too
-- from    Event::(id, kind) · undo: rollback.sql 06.003 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id, kind);
ALTER TABLE ONLY public.events_a
    ADD CONSTRAINT events_a_pkey PRIMARY KEY (id, kind);
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_rest_pkey;
ALTER INDEX public.events_a_pkey ATTACH PARTITION public.events_a_all_pkey;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_a_pkey;
COMMIT;

---- 07_verify.sql

-- 07.001  verify 9 facts in the catalog
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
            ('public.events_a_all', 'events_a_all_pkey', 'p', 'PRIMARY KEY (id, kind)'),
            ('public.events', 'events_pkey', 'p', 'PRIMARY KEY (id, kind)'),
            ('public.events_rest', 'events_rest_pkey', 'p', 'PRIMARY KEY (id, kind)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.events_a_all_pkey', 'public.events_a_all'),
            ('public.events_rest_pkey', 'public.events_rest')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint events_id_not_null_check of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_id_not_null_check')),
            ('constraint events_kind_not_null_check of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_kind_not_null_check')),
            ('not null of public.events.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'id' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.events.kind', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'kind' AND NOT attisdropped AND attnotnull = true))
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

-- 06.003  undone: drop constraint events_pkey of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_pkey;

-- 05.003  undone: let kind of public.events be null
ALTER TABLE public.events
    ALTER COLUMN kind DROP NOT NULL;

-- 05.003  undone: let kind of public.events_a be null
ALTER TABLE public.events_a
    ALTER COLUMN kind DROP NOT NULL;

-- 05.003  undone: let kind of public.events_a_all be null
ALTER TABLE public.events_a_all
    ALTER COLUMN kind DROP NOT NULL;

-- 05.003  undone: let kind of public.events_rest be null
ALTER TABLE public.events_rest
    ALTER COLUMN kind DROP NOT NULL;

-- 05.001  undone: let id of public.events be null
ALTER TABLE public.events
    ALTER COLUMN id DROP NOT NULL;

-- 05.001  undone: let id of public.events_a be null
ALTER TABLE public.events_a
    ALTER COLUMN id DROP NOT NULL;

-- 05.001  undone: let id of public.events_a_all be null
ALTER TABLE public.events_a_all
    ALTER COLUMN id DROP NOT NULL;

-- 05.001  undone: let id of public.events_rest be null
ALTER TABLE public.events_rest
    ALTER COLUMN id DROP NOT NULL;
