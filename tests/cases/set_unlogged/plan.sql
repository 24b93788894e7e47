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
        SELECT 'ownership of ' || name FROM (VALUES ('public.orders'),
            ('public.users')) AS needed (name)
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

-- 02.001  make table public.orders unlogged
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.orders · rewrites public.orders · own transaction
-- from    Order · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    SET UNLOGGED;

-- 02.002  make table public.users unlogged
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    User · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    SET UNLOGGED;

---- 03_verify.sql

-- 03.001  verify 2 facts in the catalog
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
            ('persistence of public.orders', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.orders') AND relkind IN ('r', 'p') AND relpersistence = 'u')),
            ('persistence of public.users', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users') AND relkind IN ('r', 'p') AND relpersistence = 'u'))
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

-- 02.002  undone: make table public.users logged
ALTER TABLE public.users
    SET LOGGED;

-- 02.001  undone: make table public.orders logged
ALTER TABLE public.orders
    SET LOGGED;
