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

---- 02_finish.sql

-- 02.001  comment on public.touch()
-- locks   none
-- scan    none · own transaction
-- from    routine public.touch() · undo: rollback.sql 02.001 (no locks)
COMMENT ON ROUTINE public.touch() IS 'has changed';

-- 02.002  comment on table public.users and what belongs to it
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    User · undo: rollback.sql 02.002 (ACCESS SHARE)
BEGIN;
COMMENT ON TRIGGER counted ON public.users IS 'comes';
COMMENT ON TRIGGER told ON public.users IS NULL;
COMMENT ON TRIGGER touched ON public.users IS 'has changed';
COMMIT;

---- rollback.sql

-- 02.002  undone: comment on table public.users and what belongs to it
COMMENT ON TRIGGER counted ON public.users IS NULL;
COMMENT ON TRIGGER told ON public.users IS 'goes';
COMMENT ON TRIGGER touched ON public.users IS 'changes';

-- 02.001  undone: comment on public.touch()
COMMENT ON ROUTINE public.touch() IS 'changes';
