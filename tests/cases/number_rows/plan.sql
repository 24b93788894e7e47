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

-- 02.001  create sequence public.users_id_seq
-- locks   none
-- scan    none · own transaction
-- from    T::id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE SEQUENCE public.users_id_seq AS bigint;

-- 02.002  create sequence public.users_place_seq
-- locks   none
-- scan    none · own transaction
-- from    T::place · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
CREATE SEQUENCE public.users_place_seq AS integer;

-- 02.003  have public.users_id_seq number id of public.users, behind the numbers that are there
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait); public.users_id_seq: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    T::id · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
BEGIN;
ALTER TABLE public.users
    ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
SELECT pg_catalog.setval('public.users_id_seq', pg_catalog.max(id)::bigint)
  FROM public.users
HAVING pg_catalog.max(id) >= COALESCE(pg_catalog.pg_sequence_last_value('public.users_id_seq'), 1);
COMMIT;

-- 02.004  have public.users_place_seq number place of public.users, behind the numbers that are there
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait); public.users_place_seq: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    T::place · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
BEGIN;
ALTER TABLE public.users
    ALTER COLUMN place SET DEFAULT nextval('public.users_place_seq'::regclass);
SELECT pg_catalog.setval('public.users_place_seq', pg_catalog.max(place)::bigint)
  FROM public.users
HAVING pg_catalog.max(place) >= COALESCE(pg_catalog.pg_sequence_last_value('public.users_place_seq'), 1);
COMMIT;

-- 02.005  have sequence public.users_id_seq go with public.users.id
-- locks   public.users_id_seq: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    T::id · undo: rollback.sql 02.005 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.users_id_seq
    OWNED BY public.users.id;

-- 02.006  have sequence public.users_place_seq go with public.users.place
-- locks   public.users_place_seq: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.users_id_seq wait for these locks too
-- from    T::place · undo: rollback.sql 02.006 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.users_place_seq
    OWNED BY public.users.place;

---- 03_finish.sql

-- 03.001  make counted of public.users an identity column, behind the numbers that are there
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_place_seq wait for these locks too
-- from    T::counted · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE on each)
BEGIN;
ALTER TABLE public.users
    ALTER COLUMN counted DROP DEFAULT,
    ALTER COLUMN counted ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval('public.users_counted_seq', pg_catalog.max(counted)::bigint)
  FROM public.users
HAVING pg_catalog.max(counted) >= COALESCE(pg_catalog.pg_sequence_last_value('public.users_counted_seq'), 1);
COMMIT;

-- 03.002  make numbered of public.users an identity column, behind the numbers that are there
-- locks   public.users, public.users_numbered_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users_place_seq wait for these locks too
-- from    T::numbered · undo: none, the sequence of public.users.numbered, and what was granted on it, are gone
BEGIN;
ALTER TABLE public.users
    ALTER COLUMN numbered DROP DEFAULT;
ALTER SEQUENCE public.users_numbered_seq
    RENAME TO users_numbered_seq_new;
ALTER TABLE public.users
    ALTER COLUMN numbered ADD GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 10);
SELECT pg_catalog.setval('public.users_numbered_seq', last) FROM pg_catalog.pg_sequence_last_value('public.users_numbered_seq_new') AS last WHERE last IS NOT NULL;
DROP SEQUENCE public.users_numbered_seq_new;
COMMIT;

-- 03.003  make known of public.users an identity column
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::known · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.users
    ALTER COLUMN known ADD GENERATED ALWAYS AS IDENTITY (START WITH 1000);

---- 04_verify.sql

-- 04.001  verify 9 facts in the catalog
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
            ('default of public.users.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'id' AND NOT attisdropped AND atthasdef = true)),
            ('default of public.users.place', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'place' AND NOT attisdropped AND atthasdef = true)),
            ('identity of public.users.counted', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'counted' AND NOT attisdropped AND attidentity = 'a'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 1, false)))),
            ('identity of public.users.known', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'known' AND NOT attisdropped AND attidentity = 'a'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1000, 1, 1, 9223372036854775807, 1, false)))),
            ('identity of public.users.numbered', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'numbered' AND NOT attisdropped AND attidentity = 'd'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('integer')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 10, 1, 2147483647, 1, false)))),
            ('owner of sequence public.users_id_seq', EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = pg_catalog.to_regclass('public.users_id_seq') AND deptype = 'a'
                AND refobjid = pg_catalog.to_regclass('public.users') AND refobjsubid = (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'id' AND NOT attisdropped))),
            ('owner of sequence public.users_place_seq', EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = pg_catalog.to_regclass('public.users_place_seq') AND deptype = 'a'
                AND refobjid = pg_catalog.to_regclass('public.users') AND refobjsubid = (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'place' AND NOT attisdropped))),
            ('sequence public.users_id_seq', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.users_id_seq') AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 1, false))),
            ('sequence public.users_place_seq', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.users_place_seq') AND seqtypid = pg_catalog.to_regtype('integer')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 2147483647, 1, false)))
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

-- 03.002  irreversible: the sequence of public.users.numbered, and what was granted on it, are gone

-- 03.003  undone: make known of public.users a plain column
ALTER TABLE public.users
    ALTER COLUMN known DROP IDENTITY;

-- 03.001  undone: make counted of public.users a plain column
ALTER TABLE public.users
    ALTER COLUMN counted DROP IDENTITY,
    ALTER COLUMN counted SET DEFAULT 0;

-- 02.006  undone: have sequence public.users_place_seq stay by itself
ALTER SEQUENCE public.users_place_seq
    OWNED BY NONE;

-- 02.005  undone: have sequence public.users_id_seq stay by itself
ALTER SEQUENCE public.users_id_seq
    OWNED BY NONE;

-- 02.004  undone: drop the default of place of public.users
ALTER TABLE public.users
    ALTER COLUMN place DROP DEFAULT;

-- 02.003  undone: drop the default of id of public.users
ALTER TABLE public.users
    ALTER COLUMN id DROP DEFAULT;

-- 02.002  undone: drop sequence public.users_place_seq
DROP SEQUENCE public.users_place_seq;

-- 02.001  undone: drop sequence public.users_id_seq
DROP SEQUENCE public.users_id_seq;
