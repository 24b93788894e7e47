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
        SELECT 'ownership of ' || name FROM (VALUES ('public.orders'),
            ('public.users')) AS needed (name)
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

-- 01.002  look for rows of public.users that violate users_code
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.users
     WHERE (code <> '') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (code <> '') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_code of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.users that are equal under users_badge
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', badge::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE badge IS NOT NULL
           GROUP BY badge
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', badge::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE badge IS NOT NULL
           GROUP BY badge
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_badge of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.users that are equal under users_level
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', level::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE level IS NOT NULL
           GROUP BY level
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', level::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE level IS NOT NULL
           GROUP BY level
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_level of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.005  look for rows of public.users that are equal under users_nickname_key
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', nickname::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE nickname IS NOT NULL
           GROUP BY nickname
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', nickname::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE nickname IS NOT NULL
           GROUP BY nickname
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_nickname_key of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.006  report orphans of 1 foreign key, fails for none
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction
-- undo    nothing to undo
SELECT 'orders_placed_by' AS foreign_key, 'public.orders' AS referencing_table, count(*) AS orphans
      FROM ONLY public.orders AS child
     WHERE child.placed_by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.placed_by)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  rename constraint orders_placed_by of public.orders to orders_placed_by_old
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_placed_by TO orders_placed_by_old;

-- 02.002  rename index by_email of public.users to by_email_old
-- locks   public.by_email: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.by_email
    RENAME TO by_email_old;

-- 02.003  rename index labels of public.users to labels_old
-- locks   public.labels: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.labels
    RENAME TO labels_old;

-- 02.004  rename index users_nickname_key of public.users to users_nickname_key_old
-- locks   public.users_nickname_key: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.users_nickname_key
    RENAME TO users_nickname_key_old;

-- 02.005  rename constraint users_badge of public.users to users_badge_old
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- undo    rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_badge TO users_badge_old;

-- 02.006  rename constraint users_code of public.users to users_code_old
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_code TO users_code_old;

-- 02.007  rename constraint users_level of public.users to users_level_old
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT users_level TO users_level_old;

-- 02.008  create table public.tags
-- locks   public.tags: new in this migration
-- scan    none · own transaction
-- from    Tag · undo: rollback.sql 02.008 (ACCESS EXCLUSIVE)
CREATE TABLE public.tags (
    id bigint NOT NULL,
    label text NOT NULL,
    CONSTRAINT labels UNIQUE (label),
    CONSTRAINT tags_pkey PRIMARY KEY (id)
);

---- 03_index.sql

-- 03.001  create index by_email on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::index on email · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY by_email
    ON public.orders (email);

-- 03.002  create index orders_by_placer on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::index on placed_by · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY orders_by_placer
    ON public.orders (placed_by);

-- 03.003  create unique index users_badge on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::badge · undo: rollback.sql 03.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_badge
    ON public.users (badge);

-- 03.004  create unique index users_level on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::level · undo: rollback.sql 03.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_level
    ON public.users (level);

-- 03.005  create unique index users_nickname_key on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::nickname · undo: rollback.sql 03.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_nickname_key
    ON public.users (nickname);

---- 04_key.sql

-- 04.001  make index users_badge the unique users_badge of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::badge · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_badge UNIQUE USING INDEX users_badge;

-- 04.002  make index users_level the unique users_level of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::level · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_level UNIQUE USING INDEX users_level;

-- 04.003  make index users_nickname_key the unique users_nickname_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::nickname · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_nickname_key UNIQUE USING INDEX users_nickname_key;

---- 05_add_not_valid.sql

-- 05.001  add check users_code to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check users_code · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_code
    CHECK (code <> '')
    NOT VALID;

-- 05.002  add foreign key orders_placed_by, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::placed_by · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_placed_by
    FOREIGN KEY (placed_by) REFERENCES public.users (id)
    NOT VALID;

---- 06_audit.sql

-- 06.001  audit foreign key orders_placed_by: fails where orphans are left
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::placed_by · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.orders AS child
     WHERE child.placed_by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.placed_by);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.placed_by::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.placed_by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.placed_by)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_placed_by of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (placed_by) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 07_validate.sql

-- 07.001  validate check users_code
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::check users_code · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_code;

-- 07.002  validate foreign key orders_placed_by
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::placed_by · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_placed_by;

---- 08_verify.sql

-- 08.001  verify 11 facts in the catalog
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
            ('public.orders', 'orders_placed_by', 'f', 'FOREIGN KEY (placed_by) REFERENCES public.users(id)'),
            ('public.users', 'users_badge', 'u', 'UNIQUE (badge)'),
            ('public.users', 'users_code', 'c', NULL),
            ('public.users', 'users_level', 'u', 'UNIQUE (level)'),
            ('public.users', 'users_nickname_key', 'u', 'UNIQUE (nickname)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.by_email', 'public.orders'),
            ('public.orders_by_placer', 'public.orders'),
            ('public.users_badge', 'public.users'),
            ('public.users_level', 'public.users'),
            ('public.users_nickname_key', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('table public.tags', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.tags') AND relkind IN ('r', 'p')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 09_drop.sql

-- 09.001  drop constraint users_level_old of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.orders wait for these locks too
-- undo    rollback.sql 09.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_level_old;

-- 09.002  drop constraint users_badge_old of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 09.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_badge_old;

-- 09.003  drop constraint users_code_old of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 09.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_code_old;

-- 09.004  drop constraint orders_placed_by_old of public.orders
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- undo    rollback.sql 09.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_placed_by_old;

-- 09.005  drop index by_email_old of public.users, concurrently
-- locks   public.by_email_old, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 09.005 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.by_email_old;

-- 09.006  drop index labels_old of public.users, concurrently
-- locks   public.labels_old, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 09.006 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.labels_old;

-- 09.007  drop index users_nickname_key_old of public.users, concurrently
-- locks   public.users, public.users_nickname_key_old: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 09.007 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.users_nickname_key_old;

---- 10_verify.sql

-- 10.001  verify 7 facts in the catalog
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
            ('constraint orders_placed_by_old of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_placed_by_old')),
            ('constraint users_badge_old of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_badge_old')),
            ('constraint users_code_old of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_code_old')),
            ('constraint users_level_old of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_level_old')),
            ('index public.by_email_old', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.by_email_old') AND relkind IN ('i', 'I'))),
            ('index public.labels_old', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.labels_old') AND relkind IN ('i', 'I'))),
            ('index public.users_nickname_key_old', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_nickname_key_old') AND relkind IN ('i', 'I')))
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

-- 09.007  undone: create index users_nickname_key_old on public.users, concurrently
CREATE INDEX CONCURRENTLY users_nickname_key_old
    ON public.users (nickname);

-- 09.006  undone: create index labels_old on public.users, concurrently
CREATE INDEX CONCURRENTLY labels_old
    ON public.users (level);

-- 09.005  undone: create index by_email_old on public.users, concurrently
CREATE INDEX CONCURRENTLY by_email_old
    ON public.users (email);

-- 09.004  undone: create unique index orders_placed_by_old on public.orders, concurrently
CREATE UNIQUE INDEX CONCURRENTLY orders_placed_by_old
    ON public.orders (placed_by);

-- 09.004  undone: make index orders_placed_by_old the unique orders_placed_by_old of public.orders
ALTER TABLE public.orders
    ADD CONSTRAINT orders_placed_by_old UNIQUE USING INDEX orders_placed_by_old;

-- 09.003  undone: create unique index users_code_old on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY users_code_old
    ON public.users (code);

-- 09.003  undone: make index users_code_old the unique users_code_old of public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_code_old UNIQUE USING INDEX users_code_old;

-- 09.002  undone: add exclusion constraint users_badge_old to public.users
ALTER TABLE public.users
    ADD CONSTRAINT users_badge_old
    EXCLUDE USING hash (badge WITH =);

-- 09.001  undone: add check users_level_old to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT users_level_old
    CHECK (level > 0)
    NOT VALID;

-- 09.001  undone: validate check users_level_old
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_level_old;

-- 05.002  undone: drop foreign key orders_placed_by of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_placed_by;

-- 05.001  undone: drop constraint users_code of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_code;

-- 04.003  undone: drop constraint users_nickname_key of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_nickname_key;

-- 04.002  undone: drop constraint users_level of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_level;

-- 04.001  undone: drop constraint users_badge of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_badge;

-- 03.002  undone: drop index orders_by_placer of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_by_placer;

-- 03.001  undone: drop index by_email of public.orders, concurrently
DROP INDEX CONCURRENTLY public.by_email;

-- 02.008  undone: drop table public.tags
DROP TABLE public.tags;

-- 02.007  undone: rename constraint users_level_old of public.users to users_level
ALTER TABLE public.users
    RENAME CONSTRAINT users_level_old TO users_level;

-- 02.006  undone: rename constraint users_code_old of public.users to users_code
ALTER TABLE public.users
    RENAME CONSTRAINT users_code_old TO users_code;

-- 02.005  undone: rename constraint users_badge_old of public.users to users_badge
ALTER TABLE public.users
    RENAME CONSTRAINT users_badge_old TO users_badge;

-- 02.004  undone: rename index users_nickname_key_old of public.users to users_nickname_key
ALTER INDEX public.users_nickname_key_old
    RENAME TO users_nickname_key;

-- 02.003  undone: rename index labels_old of public.users to labels
ALTER INDEX public.labels_old
    RENAME TO labels;

-- 02.002  undone: rename index by_email_old of public.users to by_email
ALTER INDEX public.by_email_old
    RENAME TO by_email;

-- 02.001  undone: rename constraint orders_placed_by_old of public.orders to orders_placed_by
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_placed_by_old TO orders_placed_by;
