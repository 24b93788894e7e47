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

-- 02.001  create routine public.fits(bigint)
-- locks   none
-- scan    none · own transaction
-- from    routine public.fits(bigint) · undo: rollback.sql 02.001 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.fits(a bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0';
COMMIT;

-- 02.002  drop routine public.is_it(integer), and create it anew with other privileges
-- locks   none
-- scan    none · own transaction
-- from    routine public.is_it(int) · undo: rollback.sql 02.002 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
DROP ROUTINE public.is_it(integer);
CREATE FUNCTION public.is_it(b int) RETURNS boolean LANGUAGE sql AS 'SELECT b > 1';
COMMIT;

-- 02.003  create routine public.usual(integer, integer)
-- locks   none
-- scan    none · own transaction
-- from    routine public.usual(int, int) · undo: rollback.sql 02.003 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.usual(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
COMMIT;

-- 02.004  set the default of age of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::age · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN age SET DEFAULT (public.usual(18, 1));

-- 02.005  replace routine public.counted(integer)
-- locks   none
-- scan    none · own transaction
-- from    routine public.counted(int) · undo: rollback.sql 02.005 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.counted(a int, OUT one int, OUT two int) RETURNS record LANGUAGE sql AS 'SELECT a, a + 1';
COMMENT ON ROUTINE public.counted(integer) IS NULL;
COMMIT;

-- 02.006  replace routine public.fits_both(integer)
-- locks   none
-- scan    none · own transaction
-- from    routine public.fits_both(int) · undo: rollback.sql 02.006 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.fits_both(a integer) RETURNS bool LANGUAGE sql IMMUTABLE RETURN public.fits(a::bigint) AND a < 200;
COMMENT ON ROUTINE public.fits_both(integer) IS NULL;
COMMIT;

---- 03_audit.sql

-- 03.001  look for rows of public.users that violate size_fits_new
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.users
     WHERE (public.fits(size::bigint)) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (public.fits(size::bigint)) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint size_fits_new of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 04_index.sql

-- 04.001  create index users_fits_new on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- undo    rollback.sql 04.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY users_fits_new
    ON public.users ((public.fits(size::bigint)));

---- 05_add_not_valid.sql

-- 05.001  add check size_fits_new to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check size_fits · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT size_fits_new
    CHECK (public.fits(size::bigint))
    NOT VALID;

---- 06_validate.sql

-- 06.001  validate check size_fits_new
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::check size_fits · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT size_fits_new;

---- 07_finish.sql

-- 07.001  drop constraint size_fits of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check size_fits · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT size_fits;

-- 07.002  rename constraint size_fits_new of public.users to size_fits
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check size_fits · undo: rollback.sql 07.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT size_fits_new TO size_fits;

-- 07.003  drop index users_fits of public.users, concurrently
-- locks   public.users, public.users_fits: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    User::index on fits · undo: rollback.sql 07.003 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.users_fits;

-- 07.004  rename index users_fits_new of public.users to users_fits
-- locks   public.users_fits_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    User::index on fits · undo: rollback.sql 07.004 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.users_fits_new
    RENAME TO users_fits;

---- 08_verify.sql

-- 08.001  verify 10 facts in the catalog
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
            ('public.users', 'size_fits', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_fits', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint size_fits_new of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'size_fits_new')),
            ('default of public.users.age', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'age' AND NOT attisdropped AND atthasdef = true)),
            ('index public.users_fits_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_fits_new') AND relkind IN ('i', 'I'))),
            ('routine public.counted(integer)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.counted(integer)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'a76eb399d0fc42cd942943c2deec19a26d435ed98c4824c4de94b3708e651480')),
            ('routine public.fits(bigint)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.fits(bigint)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '9b848ba1345c68e276d86d201c5db224f7520ed2245587ae2ddfa5faf4d445f0')),
            ('routine public.fits_both(integer)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.fits_both(integer)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL)),
            ('routine public.is_it(integer)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.is_it(integer)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '39b8bad32d2b9feb501b7be673ab45f62264152eb3a6a6af4d714ce9f04664eb')),
            ('routine public.usual(integer, integer)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.usual(integer, integer)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '9a88619c4ae66d392a44845471205b02908545bcf99a4d5955ea36ce586b1cc8'))
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

-- 09.001  drop routine public.usual(integer)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 09.001 (no locks)
DROP ROUTINE public.usual(integer);

-- 09.002  drop routine public.fits(integer)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 09.002 (no locks)
DROP ROUTINE public.fits(integer);

---- 10_verify.sql

-- 10.001  verify 2 facts in the catalog
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
            ('routine public.fits(integer)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.fits(integer)'))),
            ('routine public.usual(integer)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.usual(integer)')))
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

-- 09.002  undone: create routine public.fits(integer)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.fits(a int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0';

-- 09.001  undone: create routine public.usual(integer)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.usual(a int) RETURNS int LANGUAGE sql AS 'SELECT a';

-- 07.004  undone: rename index users_fits of public.users to users_fits_new
ALTER INDEX public.users_fits
    RENAME TO users_fits_new;

-- 07.003  undone: create index users_fits on public.users, concurrently
CREATE INDEX CONCURRENTLY users_fits
    ON public.users ((public.fits(size)));

-- 07.002  undone: rename constraint size_fits of public.users to size_fits_new
ALTER TABLE public.users
    RENAME CONSTRAINT size_fits TO size_fits_new;

-- 07.001  undone: add check size_fits to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT size_fits
    CHECK (public.fits(size))
    NOT VALID;

-- 07.001  undone: validate check size_fits
ALTER TABLE public.users
    VALIDATE CONSTRAINT size_fits;

-- 05.001  undone: drop constraint size_fits_new of public.users
ALTER TABLE public.users
    DROP CONSTRAINT size_fits_new;

-- 04.001  undone: drop index users_fits_new of public.users, concurrently
DROP INDEX CONCURRENTLY public.users_fits_new;

-- 02.006  undone: replace routine public.fits_both(integer)
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.fits_both(a int) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN public.fits(a) AND a < 200;
COMMENT ON ROUTINE public.fits_both(integer) IS NULL;

-- 02.005  undone: replace routine public.counted(integer)
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.counted(a int, OUT one int, OUT two int) LANGUAGE sql AS 'SELECT a, a';
COMMENT ON ROUTINE public.counted(integer) IS NULL;

-- 02.004  undone: set the default of age of public.users
ALTER TABLE public.users
    ALTER COLUMN age SET DEFAULT (public.usual(18));

-- 02.003  undone: drop routine public.usual(integer, integer)
DROP ROUTINE public.usual(integer, integer);

-- 02.002  undone: drop routine public.is_it(integer), and create it anew with other privileges
SET LOCAL check_function_bodies = off;
DROP ROUTINE public.is_it(integer);
CREATE FUNCTION public.is_it(a int) RETURNS boolean LANGUAGE sql AS 'SELECT a > 1';

-- 02.001  undone: drop routine public.fits(bigint)
DROP ROUTINE public.fits(bigint);
