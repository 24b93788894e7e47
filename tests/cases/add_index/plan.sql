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
        SELECT 'ownership of ' || name FROM (VALUES ('public.users')) AS needed (name)
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

-- 01.002  look for rows of public.users that are equal under f_unique
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
      FROM (SELECT '(' || concat_ws(', ', email::text, age::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE email IS NOT NULL AND age IS NOT NULL
           GROUP BY email, age
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', email::text, age::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE email IS NOT NULL AND age IS NOT NULL
           GROUP BY email, age
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index f_unique of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.users that are equal under g_one_row
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
      FROM (SELECT '(' || concat_ws(', ', coalesce(true)::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE (age = 1) AND coalesce(true) IS NOT NULL
           GROUP BY coalesce(true)
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', coalesce(true)::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE (age = 1) AND coalesce(true) IS NOT NULL
           GROUP BY coalesce(true)
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index g_one_row of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create index a_order on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on email · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY a_order
    ON public.users (email DESC);

-- 02.002  create index b_nulls on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on email · undo: rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY b_nulls
    ON public.users (email NULLS FIRST);

-- 02.003  create index c_expression on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on upper · undo: rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY c_expression
    ON public.users ((upper(email)));

-- 02.004  create index d_include on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on age · undo: rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY d_include
    ON public.users (age) INCLUDE (email);

-- 02.005  create index e_predicate on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on age · undo: rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY e_predicate
    ON public.users (age) WHERE age > 2;

-- 02.006  create unique index f_unique on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on email, age · undo: rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY f_unique
    ON public.users (email, age);

-- 02.007  create unique index g_one_row on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on expr · undo: rollback.sql 02.007 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY g_one_row
    ON public.users ((true)) WHERE age = 1;

---- 03_finish.sql

-- 03.001  comment on table public.users and what belongs to it
-- locks   public.f_unique: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON INDEX public.f_unique IS 'after';

---- 04_verify.sql

-- 04.001  verify 7 facts in the catalog
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
            ('public.a_order', 'public.users'),
            ('public.b_nulls', 'public.users'),
            ('public.c_expression', 'public.users'),
            ('public.d_include', 'public.users'),
            ('public.e_predicate', 'public.users'),
            ('public.f_unique', 'public.users'),
            ('public.g_one_row', 'public.users')
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

-- 03.001  undone: comment on table public.users and what belongs to it
COMMENT ON INDEX public.f_unique IS NULL;

-- 02.007  undone: drop index g_one_row of public.users, concurrently
DROP INDEX CONCURRENTLY public.g_one_row;

-- 02.006  undone: drop index f_unique of public.users, concurrently
DROP INDEX CONCURRENTLY public.f_unique;

-- 02.005  undone: drop index e_predicate of public.users, concurrently
DROP INDEX CONCURRENTLY public.e_predicate;

-- 02.004  undone: drop index d_include of public.users, concurrently
DROP INDEX CONCURRENTLY public.d_include;

-- 02.003  undone: drop index c_expression of public.users, concurrently
DROP INDEX CONCURRENTLY public.c_expression;

-- 02.002  undone: drop index b_nulls of public.users, concurrently
DROP INDEX CONCURRENTLY public.b_nulls;

-- 02.001  undone: drop index a_order of public.users, concurrently
DROP INDEX CONCURRENTLY public.a_order;
