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

---- 02_drop.sql

-- 02.001  drop index a_order of public.users, concurrently
-- locks   public.a_order, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.a_order;

-- 02.002  drop index b_nulls of public.users, concurrently
-- locks   public.b_nulls, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.b_nulls;

-- 02.003  drop index c_expression of public.users, concurrently
-- locks   public.c_expression, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.003 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.c_expression;

-- 02.004  drop index d_include of public.users, concurrently
-- locks   public.d_include, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.004 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.d_include;

-- 02.005  drop index e_predicate of public.users, concurrently
-- locks   public.e_predicate, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.005 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.e_predicate;

-- 02.006  drop index f_unique of public.users, concurrently
-- locks   public.f_unique, public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- undo    rollback.sql 02.006 (SHARE UPDATE EXCLUSIVE on each)
DROP INDEX CONCURRENTLY public.f_unique;

---- 03_verify.sql

-- 03.001  verify 6 facts in the catalog
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
            ('index public.a_order', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.a_order') AND relkind IN ('i', 'I'))),
            ('index public.b_nulls', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.b_nulls') AND relkind IN ('i', 'I'))),
            ('index public.c_expression', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.c_expression') AND relkind IN ('i', 'I'))),
            ('index public.d_include', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.d_include') AND relkind IN ('i', 'I'))),
            ('index public.e_predicate', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.e_predicate') AND relkind IN ('i', 'I'))),
            ('index public.f_unique', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.f_unique') AND relkind IN ('i', 'I')))
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

-- 02.006  undone: create unique index f_unique on public.users, concurrently
CREATE UNIQUE INDEX CONCURRENTLY f_unique
    ON public.users (email, age);

-- 02.006  undone: comment on table public.users and what belongs to it
COMMENT ON INDEX public.f_unique IS 'after';

-- 02.005  undone: create index e_predicate on public.users, concurrently
CREATE INDEX CONCURRENTLY e_predicate
    ON public.users (age) WHERE age > 2;

-- 02.004  undone: create index d_include on public.users, concurrently
CREATE INDEX CONCURRENTLY d_include
    ON public.users (age) INCLUDE (email);

-- 02.003  undone: create index c_expression on public.users, concurrently
CREATE INDEX CONCURRENTLY c_expression
    ON public.users ((upper(email)));

-- 02.002  undone: create index b_nulls on public.users, concurrently
CREATE INDEX CONCURRENTLY b_nulls
    ON public.users (email NULLS FIRST);

-- 02.001  undone: create index a_order on public.users, concurrently
CREATE INDEX CONCURRENTLY a_order
    ON public.users (email DESC);
