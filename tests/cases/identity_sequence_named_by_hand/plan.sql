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

-- 02.001  rename sequence public.auth_user_id_seq to users_id_seq
-- locks   public.auth_user_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.auth_user_id_seq
    RENAME TO users_id_seq;

-- 02.002  rename sequence public.users_number_seq to "Numbers of users"
-- locks   public.users_number_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.auth_user_id_seq wait for these locks too
-- from    User::number · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.users_number_seq
    RENAME TO "Numbers of users";

-- 02.003  rename sequence public.one to other_new
-- locks   public.one: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_number_seq wait for these locks too
-- from    User::left · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.one
    RENAME TO other_new;

-- 02.004  rename sequence public.other to one
-- locks   public.other: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.one wait for these locks too
-- from    User::right · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.other
    RENAME TO one;

-- 02.005  rename sequence public.other_new to other
-- locks   public.other_new: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.other wait for these locks too
-- from    User::left · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER SEQUENCE public.other_new
    RENAME TO other;

-- 02.006  make gone of public.users a plain column
-- locks   public.going, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.other_new wait for these locks too
-- from    User::gone · undo: none, the last number of public.users.gone is gone
ALTER TABLE public.users
    ALTER COLUMN gone DROP IDENTITY;

-- 02.007  create table public.visits
-- locks   public.visits: new in this migration
-- scan    none · own transaction
-- from    Visit · undo: rollback.sql 02.007 (ACCESS EXCLUSIVE)
CREATE TABLE public.visits (
    id bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.old_visits_id_seq CYCLE) NOT NULL,
    CONSTRAINT visits_pkey PRIMARY KEY (id)
);

---- 03_finish.sql

-- 03.001  change how number of public.users counts
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait); public."Numbers of users": SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · rewrites public."Numbers of users" · own transaction, required: else writers of public.going wait for these locks too
-- from    User::number · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN number SET GENERATED ALWAYS
        SET INCREMENT BY 1
        SET MINVALUE 1
        SET MAXVALUE 2147483647
        SET START WITH 10
        SET CACHE 1
        SET NO CYCLE;

-- 03.002  change how counted of public.users counts
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait); public."Counts ""so""": SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · rewrites public."Counts ""so""" · own transaction, required: else writers of public."Numbers of users" wait for these locks too
-- from    User::counted · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN counted SET GENERATED ALWAYS
        SET INCREMENT BY 7
        SET MINVALUE 1
        SET MAXVALUE 9223372036854775807
        SET START WITH 1
        SET CACHE 1
        SET NO CYCLE;

-- 03.003  make given of public.users an identity column, behind the numbers that are there
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::given · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE public.users
    ALTER COLUMN given ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.given);
SELECT pg_catalog.setval('public.given', pg_catalog.max(given)::bigint)
  FROM public.users
HAVING pg_catalog.max(given) >= COALESCE(pg_catalog.pg_sequence_last_value('public.given'), 1);
COMMIT;

-- 03.004  make was_serial of public.users an identity column, behind the numbers that are there
-- locks   public.users, public.users_was_serial_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public."Counts ""so""" wait for these locks too
-- from    User::was_serial · undo: none, the sequence of public.users.was_serial, and what was granted on it, are gone
BEGIN;
ALTER TABLE public.users
    ALTER COLUMN was_serial DROP DEFAULT;
ALTER SEQUENCE public.users_was_serial_seq
    RENAME TO users_was_serial_seq_new;
ALTER TABLE public.users
    ALTER COLUMN was_serial ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.was_serial);
SELECT pg_catalog.setval('public.was_serial', last) FROM pg_catalog.pg_sequence_last_value('public.users_was_serial_seq_new') AS last WHERE last IS NOT NULL;
SELECT pg_catalog.setval('public.was_serial', pg_catalog.max(was_serial)::bigint)
  FROM public.users
HAVING pg_catalog.max(was_serial) >= COALESCE(pg_catalog.pg_sequence_last_value('public.was_serial'), 1);
DROP SEQUENCE public.users_was_serial_seq_new;
COMMIT;

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
            ('identity of public.users.counted', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'counted' AND NOT attisdropped AND attidentity = 'a'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 7, 1, 9223372036854775807, 1, false)
                AND seqrelid = pg_catalog.to_regclass('public."Counts ""so"""')))),
            ('identity of public.users.given', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'given' AND NOT attisdropped AND attidentity = 'a'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 1, false)
                AND seqrelid = pg_catalog.to_regclass('public.given')))),
            ('identity of public.users.gone', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'gone' AND NOT attisdropped AND attidentity = '')),
            ('identity of public.users.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'number' AND NOT attisdropped AND attidentity = 'a'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('integer')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (10, 1, 1, 2147483647, 1, false)
                AND seqrelid = pg_catalog.to_regclass('public."Numbers of users"')))),
            ('identity of public.users.was_serial', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'was_serial' AND NOT attisdropped AND attidentity = 'a'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('integer')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 2147483647, 1, false)
                AND seqrelid = pg_catalog.to_regclass('public.was_serial')))),
            ('sequence public."Numbers of users"', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public."Numbers of users"') AND relkind = 'S')),
            ('sequence public.one', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.one') AND relkind = 'S')),
            ('sequence public.other', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.other') AND relkind = 'S')),
            ('sequence public.users_id_seq', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.users_id_seq') AND relkind = 'S')),
            ('table public.visits', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.visits') AND relkind IN ('r', 'p')))
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

-- 02.006  irreversible: the last number of public.users.gone is gone

-- 03.004  irreversible: the sequence of public.users.was_serial, and what was granted on it, are gone

-- 03.003  undone: make given of public.users a plain column
ALTER TABLE public.users
    ALTER COLUMN given DROP IDENTITY;

-- 03.002  undone: change how counted of public.users counts
ALTER TABLE public.users
    ALTER COLUMN counted SET GENERATED ALWAYS
        SET INCREMENT BY 5
        SET MINVALUE 1
        SET MAXVALUE 9223372036854775807
        SET START WITH 1
        SET CACHE 1
        SET NO CYCLE;

-- 03.001  undone: change how number of public.users counts
ALTER TABLE public.users
    ALTER COLUMN number SET GENERATED ALWAYS
        SET INCREMENT BY 1
        SET MINVALUE 1
        SET MAXVALUE 2147483647
        SET START WITH 1
        SET CACHE 1
        SET NO CYCLE;

-- 02.007  undone: drop table public.visits
DROP TABLE public.visits;

-- 02.005  undone: rename sequence public.other to other_new
ALTER SEQUENCE public.other
    RENAME TO other_new;

-- 02.004  undone: rename sequence public.one to other
ALTER SEQUENCE public.one
    RENAME TO other;

-- 02.003  undone: rename sequence public.other_new to one
ALTER SEQUENCE public.other_new
    RENAME TO one;

-- 02.002  undone: rename sequence public."Numbers of users" to users_number_seq
ALTER SEQUENCE public."Numbers of users"
    RENAME TO users_number_seq;

-- 02.001  undone: rename sequence public.users_id_seq to auth_user_id_seq
ALTER SEQUENCE public.users_id_seq
    RENAME TO auth_user_id_seq;
