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

---- 02_create.sql

-- 02.001  add column created_at to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::created_at · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN created_at timestamp with time zone DEFAULT now() NOT NULL;

-- 02.002  add column created_in_utc to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::created_in_utc · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN created_in_utc timestamp without time zone DEFAULT (now() AT TIME ZONE 'utc') NOT NULL;

-- 02.003  add column written_at to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::written_at · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN written_at text DEFAULT (timezone('utc', now())::text) NOT NULL;

-- 02.004  add column due to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::due · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN due date DEFAULT (CURRENT_DATE + 30) NOT NULL;

-- 02.005  add column from_month to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::from_month · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN from_month timestamp with time zone DEFAULT (date_trunc('month', now() - '1 month'::interval)) NOT NULL;

-- 02.006  add column exact to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::exact · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN exact timestamp with time zone DEFAULT (CURRENT_TIMESTAMP(3)) NOT NULL;

-- 02.007  add column by to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::by · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN by text DEFAULT CURRENT_USER NOT NULL;

---- 03_verify.sql

-- 03.001  verify 7 facts in the catalog
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
            ('column public.users.by', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'by' AND NOT attisdropped)),
            ('column public.users.created_at', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'created_at' AND NOT attisdropped)),
            ('column public.users.created_in_utc', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'created_in_utc' AND NOT attisdropped)),
            ('column public.users.due', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'due' AND NOT attisdropped)),
            ('column public.users.exact', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'exact' AND NOT attisdropped)),
            ('column public.users.from_month', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'from_month' AND NOT attisdropped)),
            ('column public.users.written_at', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'written_at' AND NOT attisdropped))
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

-- 02.007  undone: drop column by of public.users
ALTER TABLE public.users
    DROP COLUMN by;

-- 02.006  undone: drop column exact of public.users
ALTER TABLE public.users
    DROP COLUMN exact;

-- 02.005  undone: drop column from_month of public.users
ALTER TABLE public.users
    DROP COLUMN from_month;

-- 02.004  undone: drop column due of public.users
ALTER TABLE public.users
    DROP COLUMN due;

-- 02.003  undone: drop column written_at of public.users
ALTER TABLE public.users
    DROP COLUMN written_at;

-- 02.002  undone: drop column created_in_utc of public.users
ALTER TABLE public.users
    DROP COLUMN created_in_utc;

-- 02.001  undone: drop column created_at of public.users
ALTER TABLE public.users
    DROP COLUMN created_at;
