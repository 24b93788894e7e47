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

---- 02_create.sql

-- 02.001  rename attribute city of public.address to town
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Address · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TYPE public.address
    RENAME ATTRIBUTE city TO town;

-- 02.002  add attribute "Street" to public.address
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Address · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TYPE public.address ADD ATTRIBUTE "Street" text;

-- 02.003  create composite type public.size
-- locks   none
-- scan    none · own transaction
-- from    Size · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
CREATE TYPE public.size AS (
    width integer,
    unit text COLLATE pg_catalog."C"
);

-- 02.004  add column size to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.address wait for these locks too
-- from    T::size · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN size public.size;

---- 03_add_not_valid.sql

-- 03.001  add check new of domain public.email, not yet valid
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 03.001 (no locks)
ALTER DOMAIN public.email
    ADD CONSTRAINT new CHECK (VALUE <> 'b@b') NOT VALID;

-- 03.002  add check short_new of domain public.email, not yet valid
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 03.002 (no locks)
ALTER DOMAIN public.email
    ADD CONSTRAINT short_new CHECK (length(VALUE) < 100) NOT VALID;

---- 04_validate.sql

-- 04.001  validate check new of domain public.email
-- locks   public.users: SHARE (writes wait, reads do not)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Email · undo: nothing to undo
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT new;

-- 04.002  validate check short_new of domain public.email
-- locks   public.users: SHARE (writes wait, reads do not)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Email · undo: nothing to undo
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT short_new;

---- 05_finish.sql

-- 05.001  drop check short of domain public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 05.001 (SHARE)
ALTER DOMAIN public.email
    DROP CONSTRAINT short;

-- 05.002  rename check short_new of domain public.email to short
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 05.002 (no locks)
ALTER DOMAIN public.email
    RENAME CONSTRAINT short_new TO short;

-- 05.003  comment on attribute "Street" of public.address
-- locks   public.address: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 05.003 (SHARE UPDATE EXCLUSIVE)
COMMENT ON COLUMN public.address."Street" IS 'Comes.';

-- 05.004  comment on attribute country of public.address
-- locks   public.address: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 05.004 (SHARE UPDATE EXCLUSIVE)
COMMENT ON COLUMN public.address.country IS 'Where it is.';

-- 05.005  comment on attribute zip of public.address
-- locks   public.address: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 05.005 (SHARE UPDATE EXCLUSIVE)
COMMENT ON COLUMN public.address.zip IS NULL;

-- 05.006  comment on check email_check of domain public.email
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 05.006 (no locks)
COMMENT ON CONSTRAINT email_check ON DOMAIN public.email IS 'has changed';

-- 05.007  comment on check new of domain public.email
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 05.007 (no locks)
COMMENT ON CONSTRAINT new ON DOMAIN public.email IS 'comes';

-- 05.008  comment on check short of domain public.email
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 05.008 (no locks)
COMMENT ON CONSTRAINT short ON DOMAIN public.email IS 'is replaced, and stays';

-- 05.009  comment on attribute width of public.size
-- locks   public.size: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- undo    with public.size
COMMENT ON COLUMN public.size.width IS 'In metres.';

-- 05.010  comment on public.one()
-- locks   none
-- scan    none · own transaction
-- from    routine public.one() · undo: rollback.sql 05.010 (no locks)
COMMENT ON ROUTINE public.one() IS 'Is one.';

---- 06_verify.sql

-- 06.001  verify 7 facts in the catalog
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
            ('column public.address."Street"', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.address') AND attname = 'Street' AND NOT attisdropped)),
            ('column public.address.town', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.address') AND attname = 'town' AND NOT attisdropped)),
            ('column public.users.size', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'size' AND NOT attisdropped)),
            ('constraint new of public.email', EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'new' AND convalidated)),
            ('constraint short of public.email', EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'short' AND convalidated)),
            ('constraint short_new of public.email', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'short_new')),
            ('type public.size', pg_catalog.to_regtype('public.size') IS NOT NULL)
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 07_drop.sql

-- 07.001  drop check gone of domain public.email
-- locks   none
-- scan    none · own transaction
-- from    Email · undo: rollback.sql 07.001 (SHARE)
ALTER DOMAIN public.email
    DROP CONSTRAINT gone;

---- 08_verify.sql

-- 08.001  verify 1 fact in the catalog
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
            ('constraint gone of public.email', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.email') AND conname = 'gone'))
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

-- 07.001  undone: add check gone of domain public.email, not yet valid
ALTER DOMAIN public.email
    ADD CONSTRAINT gone CHECK (VALUE <> 'a@a') NOT VALID;

-- 07.001  undone: validate check gone of domain public.email
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT gone;

-- 07.001  undone: comment on check gone of domain public.email
COMMENT ON CONSTRAINT gone ON DOMAIN public.email IS 'goes';

-- 05.010  undone: comment on public.one()
COMMENT ON ROUTINE public.one() IS NULL;

-- 05.008  undone: comment on check short of domain public.email
COMMENT ON CONSTRAINT short ON DOMAIN public.email IS NULL;

-- 05.007  undone: comment on check new of domain public.email
COMMENT ON CONSTRAINT new ON DOMAIN public.email IS NULL;

-- 05.006  undone: comment on check email_check of domain public.email
COMMENT ON CONSTRAINT email_check ON DOMAIN public.email IS 'changes';

-- 05.005  undone: comment on attribute zip of public.address
COMMENT ON COLUMN public.address.zip IS 'goes';

-- 05.004  undone: comment on attribute country of public.address
COMMENT ON COLUMN public.address.country IS NULL;

-- 05.003  undone: comment on attribute "Street" of public.address
COMMENT ON COLUMN public.address."Street" IS NULL;

-- 05.002  undone: rename check short of domain public.email to short_new
ALTER DOMAIN public.email
    RENAME CONSTRAINT short TO short_new;

-- 05.001  undone: add check short of domain public.email, not yet valid
ALTER DOMAIN public.email
    ADD CONSTRAINT short CHECK (length(VALUE) < 99) NOT VALID;

-- 05.001  undone: validate check short of domain public.email
ALTER DOMAIN public.email
    VALIDATE CONSTRAINT short;

-- 05.001  undone: comment on check short of domain public.email
COMMENT ON CONSTRAINT short ON DOMAIN public.email IS 'is replaced, and stays';

-- 03.002  undone: drop check short_new of domain public.email
ALTER DOMAIN public.email
    DROP CONSTRAINT short_new;

-- 03.001  undone: drop check new of domain public.email
ALTER DOMAIN public.email
    DROP CONSTRAINT new;

-- 02.004  undone: drop column size of public.users
ALTER TABLE public.users
    DROP COLUMN size;

-- 02.003  undone: drop type public.size
DROP TYPE public.size;

-- 02.002  undone: drop attribute "Street" of public.address
ALTER TYPE public.address DROP ATTRIBUTE "Street";

-- 02.001  undone: rename attribute town of public.address to city
ALTER TYPE public.address
    RENAME ATTRIBUTE town TO city;
