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
        SELECT 'ownership of ' || name FROM (VALUES ('public.given'),
            ('public.kept'),
            ('public.low'),
            ('public.old_numbers'),
            ('public.users'),
            ('public.users_number_seq')) AS needed (name)
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

-- 02.001  create schema numbers
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (no locks)
CREATE SCHEMA numbers;

-- 02.002  create sequence numbers.shared
-- locks   none
-- scan    none · own transaction
-- from    schema!: sequence numbers.shared · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
CREATE SEQUENCE numbers.shared AS integer START WITH 1000 INCREMENT BY -2 MINVALUE 1 MAXVALUE 2000;

-- 02.003  change how sequence public.kept counts
-- locks   public.kept: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · rewrites public.kept · own transaction
-- from    schema!: sequence kept · undo: rollback.sql 02.003 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.kept AS bigint
    INCREMENT BY 1
    MINVALUE 1
    MAXVALUE 9223372036854775807
    START WITH 1
    CACHE 10
    CYCLE;

-- 02.004  change how sequence public.low counts
-- locks   public.low: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · rewrites public.low · own transaction, required: else writers of public.kept wait for these locks too
-- from    schema!: sequence low · undo: rollback.sql 02.004 (SHARE ROW EXCLUSIVE)
DO $count$
BEGIN
    ALTER SEQUENCE public.low AS bigint
        INCREMENT BY 1
        MINVALUE 100
        MAXVALUE 200
        START WITH 150
        CACHE 1
        NO CYCLE;
EXCEPTION WHEN invalid_parameter_value THEN
    -- Where it is, is outside of its bounds. If it has given no number yet, it begins anew.
    IF pg_catalog.pg_sequence_last_value('public.low') IS NOT NULL THEN
        RAISE;
    END IF;
    ALTER SEQUENCE public.low AS bigint
        INCREMENT BY 1
        MINVALUE 100
        MAXVALUE 200
        START WITH 150
        CACHE 1
        NO CYCLE
        RESTART;
END
$count$;

-- 02.005  change how sequence public.users_number_seq counts
-- locks   public.users_number_seq: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · rewrites public.users_number_seq · own transaction, required: else writers of public.low wait for these locks too
-- from    T::number · undo: rollback.sql 02.005 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.users_number_seq AS bigint
    INCREMENT BY 1
    MINVALUE 1
    MAXVALUE 9223372036854775807
    START WITH 1
    CACHE 1
    NO CYCLE;

-- 02.006  change the type of number of public.users to bigint
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction, required: else writers of public.users_number_seq wait through this scan
-- from    T::number · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN number DROP DEFAULT,
    ALTER COLUMN number TYPE bigint,
    ALTER COLUMN number SET DEFAULT (nextval('public.users_number_seq'::regclass));

-- 02.007  add column shared to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::shared · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN shared bigint;

-- 02.008  set the default of shared of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::shared · undo: with public.users.shared
ALTER TABLE public.users
    ALTER COLUMN shared SET DEFAULT (nextval('numbers.shared'));

-- 02.009  have sequence public.given go with public.users.kept
-- locks   public.given: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    schema!: sequence given · undo: rollback.sql 02.009 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.given
    OWNED BY public.users.kept;

-- 02.010  have sequence public.kept stay by itself
-- locks   public.kept: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.given wait for these locks too
-- from    schema!: sequence kept · undo: rollback.sql 02.010 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.kept
    OWNED BY NONE;

---- 03_finish.sql

-- 03.001  comment on public.kept
-- locks   public.kept: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    schema!: sequence kept · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON SEQUENCE public.kept IS 'Counts in tens.';

---- 04_verify.sql

-- 04.001  verify 10 facts in the catalog
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
            ('column public.users.shared', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'shared' AND NOT attisdropped)),
            ('default of public.users.shared', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'shared' AND NOT attisdropped AND atthasdef = true)),
            ('owner of sequence public.given', EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = pg_catalog.to_regclass('public.given') AND deptype = 'a'
                AND refobjid = pg_catalog.to_regclass('public.users') AND refobjsubid = (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'kept' AND NOT attisdropped))),
            ('owner of sequence public.kept', NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = pg_catalog.to_regclass('public.kept') AND deptype = 'a')),
            ('schema numbers', EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'numbers')),
            ('sequence numbers.shared', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('numbers.shared') AND seqtypid = pg_catalog.to_regtype('integer')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1000, -2, 1, 2000, 1, false))),
            ('sequence public.kept', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.kept') AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 10, true))),
            ('sequence public.low', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.low') AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (150, 1, 100, 200, 1, false))),
            ('sequence public.users_number_seq', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.users_number_seq') AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 1, false))),
            ('type of public.users.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'number' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid)))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 05_drop.sql

-- 05.001  drop sequence public.old_numbers
-- locks   public.old_numbers: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.kept wait for these locks too
-- undo    none, the last number of public.old_numbers is gone
DROP SEQUENCE public.old_numbers;

---- 06_verify.sql

-- 06.001  verify 1 fact in the catalog
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
            ('sequence public.old_numbers', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.old_numbers') AND relkind = 'S'))
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

-- 05.001  irreversible: the last number of public.old_numbers is gone

-- 03.001  undone: comment on public.kept
COMMENT ON SEQUENCE public.kept IS 'Kept.';

-- 02.010  undone: have sequence public.kept go with public.users.number
ALTER SEQUENCE public.kept
    OWNED BY public.users.number;

-- 02.009  undone: have sequence public.given stay by itself
ALTER SEQUENCE public.given
    OWNED BY NONE;

-- 02.007  undone: drop column shared of public.users
ALTER TABLE public.users
    DROP COLUMN shared;

-- 02.006  undone: change the type of number of public.users to integer
ALTER TABLE public.users
    ALTER COLUMN number DROP DEFAULT,
    ALTER COLUMN number TYPE integer,
    ALTER COLUMN number SET DEFAULT (nextval('public.users_number_seq'::regclass));

-- 02.005  undone: change how sequence public.users_number_seq counts
DO $count$
BEGIN
    ALTER SEQUENCE public.users_number_seq AS integer
        INCREMENT BY 1
        MINVALUE 1
        MAXVALUE 2147483647
        START WITH 1
        CACHE 1
        NO CYCLE;
EXCEPTION WHEN invalid_parameter_value THEN
    -- Where it is, is outside of its bounds. If it has given no number yet, it begins anew.
    IF pg_catalog.pg_sequence_last_value('public.users_number_seq') IS NOT NULL THEN
        RAISE;
    END IF;
    ALTER SEQUENCE public.users_number_seq AS integer
        INCREMENT BY 1
        MINVALUE 1
        MAXVALUE 2147483647
        START WITH 1
        CACHE 1
        NO CYCLE
        RESTART;
END
$count$;

-- 02.004  undone: change how sequence public.low counts
ALTER SEQUENCE public.low AS bigint
    INCREMENT BY 1
    MINVALUE -20
    MAXVALUE 20
    START WITH -20
    CACHE 1
    NO CYCLE
    RESTART;

-- 02.003  undone: change how sequence public.kept counts
ALTER SEQUENCE public.kept AS bigint
    INCREMENT BY 1
    MINVALUE 1
    MAXVALUE 9223372036854775807
    START WITH 1
    CACHE 1
    NO CYCLE;

-- 02.002  undone: drop sequence numbers.shared
DROP SEQUENCE numbers.shared;

-- 02.001  undone: drop schema numbers
DROP SCHEMA numbers;
