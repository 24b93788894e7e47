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

-- 02.001  create extension pgcrypto
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: rollback.sql 02.001 (no locks)
CREATE EXTENSION pgcrypto WITH SCHEMA public;

-- 02.002  create routine public.is_code(text)
-- locks   none
-- scan    none · own transaction
-- from    routine public.is_code(text) · undo: rollback.sql 02.002 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.is_code(code text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT code ~ ''^[a-z]+$''';
COMMIT;

-- 02.003  create domain public.code
-- locks   none
-- scan    none · own transaction
-- from    Code · undo: rollback.sql 02.003 (no locks)
CREATE DOMAIN public.code AS text
    CONSTRAINT code_is_one CHECK (public.is_code(VALUE));

-- 02.004  create domain public.hashed
-- locks   none
-- scan    none · own transaction
-- from    Hashed · undo: rollback.sql 02.004 (no locks)
CREATE DOMAIN public.hashed AS text
    CONSTRAINT hashed_is_short CHECK (octet_length(digest(VALUE, 'sha256')) < 100);

-- 02.005  create sequence public.numbers
-- locks   none
-- scan    none · own transaction
-- from    schema!: sequence numbers · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
CREATE SEQUENCE public.numbers AS bigint;

-- 02.006  create domain public.number
-- locks   none
-- scan    none · own transaction
-- from    Number · undo: rollback.sql 02.006 (no locks)
CREATE DOMAIN public.number AS bigint
    DEFAULT (nextval('public.numbers'));

-- 02.007  create routine public.the_hour(bigint)
-- locks   none
-- scan    none · own transaction
-- from    routine public.the_hour(bigint) · undo: rollback.sql 02.007 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.the_hour(a bigint) RETURNS public.number LANGUAGE sql AS 'SELECT a';
COMMIT;

-- 02.008  create routine public.an_hour()
-- locks   none
-- scan    none · own transaction
-- from    routine public.an_hour() · undo: rollback.sql 02.008 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.an_hour() RETURNS public.number LANGUAGE sql RETURN public.the_hour(1::bigint);
COMMIT;

-- 02.009  create routine public.is_long(public.code)
-- locks   none
-- scan    none · own transaction
-- from    routine public.is_long(public.code) · undo: rollback.sql 02.009 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.is_long(public.code) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT length($1) > 10';
COMMIT;

-- 02.010  create table public.letters
-- locks   public.letters: new in this migration
-- scan    none · own transaction
-- from    Letter · undo: rollback.sql 02.010 (ACCESS EXCLUSIVE)
CREATE TABLE public.letters (
    id bigint NOT NULL,
    code public.code,
    hashed public.hashed,
    number public.number,
    CONSTRAINT letters_pkey PRIMARY KEY (id)
);

-- 02.011  create routine public.told(public.letters)
-- locks   none
-- scan    none · own transaction
-- from    routine public.told(public.letters) · undo: rollback.sql 02.011 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.told(public.letters) RETURNS text LANGUAGE sql AS 'SELECT $1.code';
COMMIT;

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
            ('extension pgcrypto', EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pgcrypto')),
            ('routine public.an_hour()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.an_hour()')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL)),
            ('routine public.is_code(text)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.is_code(text)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'cdb34c16ea607b8c72bef8a49d486c6fdeec12535a70943ac293a72d87255d92')),
            ('routine public.is_long(public.code)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.is_long(public.code)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '6e632ece83742257d87b1e642495ed18087392d5608a66cecbb3e5423a6dd68d')),
            ('routine public.the_hour(bigint)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.the_hour(bigint)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = 'cf8c50f50dd9b2380a71f4cd92d421098b1de5969965aab6c226a70c2074e417')),
            ('routine public.told(public.letters)', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.told(public.letters)')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '2b4ddc89587ff0ffa1f3680a640581074822c60f44026154147254379d3d6c09')),
            ('sequence public.numbers', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.numbers') AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 1, false))),
            ('table public.letters', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.letters') AND relkind IN ('r', 'p'))),
            ('type public.code', pg_catalog.to_regtype('public.code') IS NOT NULL),
            ('type public.hashed', pg_catalog.to_regtype('public.hashed') IS NOT NULL),
            ('type public.number', pg_catalog.to_regtype('public.number') IS NOT NULL)
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

-- 02.011  undone: drop routine public.told(public.letters)
DROP ROUTINE public.told(public.letters);

-- 02.010  undone: drop table public.letters
DROP TABLE public.letters;

-- 02.009  undone: drop routine public.is_long(public.code)
DROP ROUTINE public.is_long(public.code);

-- 02.008  undone: drop routine public.an_hour()
DROP ROUTINE public.an_hour();

-- 02.007  undone: drop routine public.the_hour(bigint)
DROP ROUTINE public.the_hour(bigint);

-- 02.006  undone: drop type public.number
DROP TYPE public.number;

-- 02.005  undone: drop sequence public.numbers
DROP SEQUENCE public.numbers;

-- 02.004  undone: drop type public.hashed
DROP TYPE public.hashed;

-- 02.003  undone: drop type public.code
DROP TYPE public.code;

-- 02.002  undone: drop routine public.is_code(text)
DROP ROUTINE public.is_code(text);

-- 02.001  undone: drop extension pgcrypto
DROP EXTENSION pgcrypto;
