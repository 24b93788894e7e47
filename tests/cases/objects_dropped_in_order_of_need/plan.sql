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
        SELECT 'ownership of ' || name FROM (VALUES ('public.letters'),
            ('public.numbers')) AS needed (name)
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

-- 02.001  drop routine public.told(public.letters)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (no locks)
DROP ROUTINE public.told(public.letters);

-- 02.002  drop table public.letters
-- locks   public.letters: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.letters are gone
DROP TABLE public.letters;

-- 02.003  drop routine public.is_long(public.code)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.003 (no locks)
DROP ROUTINE public.is_long(public.code);

-- 02.004  drop routine public.an_hour()
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.004 (no locks)
DROP ROUTINE public.an_hour();

-- 02.005  drop routine public.the_hour(bigint)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.005 (no locks)
DROP ROUTINE public.the_hour(bigint);

-- 02.006  drop type public.number
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.006 (no locks)
DROP TYPE public.number;

-- 02.007  drop sequence public.numbers
-- locks   public.numbers: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.letters wait for these locks too
-- undo    none, the last number of public.numbers is gone
DROP SEQUENCE public.numbers;

-- 02.008  drop type public.hashed
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.008 (no locks)
DROP TYPE public.hashed;

-- 02.009  drop type public.code
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.009 (no locks)
DROP TYPE public.code;

-- 02.010  drop routine public.is_code(text)
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.010 (no locks)
DROP ROUTINE public.is_code(text);

-- 02.011  drop extension pgcrypto
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.011 (no locks)
DROP EXTENSION pgcrypto;

---- 03_verify.sql

-- 03.001  verify 11 facts in the catalog
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
            ('extension pgcrypto', NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pgcrypto')),
            ('routine public.an_hour()', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.an_hour()'))),
            ('routine public.is_code(text)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.is_code(text)'))),
            ('routine public.is_long(public.code)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = CASE WHEN pg_catalog.to_regtype('public.code') IS NULL THEN NULL ELSE pg_catalog.to_regprocedure('public.is_long(public.code)') END)),
            ('routine public.the_hour(bigint)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.the_hour(bigint)'))),
            ('routine public.told(public.letters)', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = CASE WHEN pg_catalog.to_regtype('public.letters') IS NULL THEN NULL ELSE pg_catalog.to_regprocedure('public.told(public.letters)') END)),
            ('sequence public.numbers', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.numbers') AND relkind = 'S')),
            ('table public.letters', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.letters') AND relkind IN ('r', 'p'))),
            ('type public.code', pg_catalog.to_regtype('public.code') IS NULL),
            ('type public.hashed', pg_catalog.to_regtype('public.hashed') IS NULL),
            ('type public.number', pg_catalog.to_regtype('public.number') IS NULL)
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

-- 02.002  irreversible: the rows of public.letters are gone

-- 02.007  irreversible: the last number of public.numbers is gone

-- 02.011  undone: create extension pgcrypto
CREATE EXTENSION pgcrypto WITH SCHEMA public;

-- 02.010  undone: create routine public.is_code(text)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.is_code(code text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT code ~ ''^[a-z]+$''';

-- 02.009  undone: create domain public.code
CREATE DOMAIN public.code AS text
    CONSTRAINT code_is_one CHECK (public.is_code(VALUE));

-- 02.008  undone: create domain public.hashed
CREATE DOMAIN public.hashed AS text
    CONSTRAINT hashed_is_short CHECK (octet_length(digest(VALUE, 'sha256')) < 100);

-- 02.006  undone: create domain public.number
CREATE DOMAIN public.number AS bigint
    DEFAULT (nextval('public.numbers'));

-- 02.005  undone: create routine public.the_hour(bigint)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.the_hour(a bigint) RETURNS public.number LANGUAGE sql AS 'SELECT a';

-- 02.004  undone: create routine public.an_hour()
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.an_hour() RETURNS public.number LANGUAGE sql RETURN public.the_hour(1::bigint);

-- 02.003  undone: create routine public.is_long(public.code)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.is_long(public.code) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT length($1) > 10';

-- 02.001  undone: create routine public.told(public.letters)
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.told(public.letters) RETURNS text LANGUAGE sql AS 'SELECT $1.code';
