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

-- 02.001  comment on table public.users and what belongs to it
-- locks   public.users, public.users_name_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
BEGIN;
COMMENT ON TABLE public.users IS E'People who sign in;
it''s a \\ and % matter, § 1 :name.';
COMMENT ON COLUMN public.users.email IS NULL;
COMMENT ON CONSTRAINT named ON public.users IS 'after';
COMMENT ON CONSTRAINT users_email_key ON public.users IS NULL;
COMMENT ON INDEX public.users_name_idx IS 'comes';
COMMIT;

---- rollback.sql

-- 02.001  undone: comment on table public.users and what belongs to it
COMMENT ON TABLE public.users IS 'Users.';
COMMENT ON COLUMN public.users.email IS 'goes';
COMMENT ON CONSTRAINT named ON public.users IS 'before';
COMMENT ON CONSTRAINT users_email_key ON public.users IS 'goes';
COMMENT ON INDEX public.users_name_idx IS NULL;
