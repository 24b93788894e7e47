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
        SELECT 'ownership of ' || name FROM (VALUES ('public.visits')) AS needed (name)
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

-- 02.001  create sequence public.visits_number_seq
-- locks   none
-- scan    none · own transaction
-- from    Visit::number · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE SEQUENCE public.visits_number_seq AS bigint;

-- 02.002  make label of public.visits a plain column
-- locks   public.visits, public.visits_label_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Visit::label · undo: none, the last number of public.visits.label is gone
ALTER TABLE public.visits
    ALTER COLUMN label DROP IDENTITY;

-- 02.003  make rank of public.visits a plain column
-- locks   public.visits, public.visits_rank_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.visits_label_seq wait for these locks too
-- from    Visit::rank · undo: none, the last number of public.visits.rank is gone
ALTER TABLE public.visits
    ALTER COLUMN rank DROP IDENTITY;

-- 02.004  let age of public.visits be null
-- locks   public.visits: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Visit::age · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.visits
    ALTER COLUMN age DROP NOT NULL;

-- 02.005  change the types of columns of public.visits: id to bigint, number to bigint, label to text, rank to bigint, age to integer
-- locks   public.visits: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.visits · rewrites public.visits · own transaction, required: else writers of public.visits wait through this scan
-- from    Visit::id · undo: none, the values of public.visits.label cannot become integer again; nothing says how the values of public.visits.age become text again: #[column(using(..., back = "..."))] would
ALTER TABLE public.visits
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN id SET DEFAULT (nextval('public.visits_id_seq'::regclass)),
    ALTER COLUMN number TYPE bigint,
    ALTER COLUMN label TYPE text,
    ALTER COLUMN label SET DEFAULT 'none',
    ALTER COLUMN rank TYPE bigint,
    ALTER COLUMN rank SET DEFAULT 0,
    ALTER COLUMN age TYPE integer
    USING (nullif(age, '')::integer);

-- 02.006  have public.visits_number_seq number number of public.visits, behind the numbers that are there
-- locks   public.visits: ACCESS EXCLUSIVE (reads and writes wait); public.visits_number_seq: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Visit::number · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE)
BEGIN;
ALTER TABLE public.visits
    ALTER COLUMN number SET DEFAULT nextval('public.visits_number_seq'::regclass);
SELECT pg_catalog.setval('public.visits_number_seq', pg_catalog.max(number)::bigint)
  FROM public.visits
HAVING pg_catalog.max(number) >= COALESCE(pg_catalog.pg_sequence_last_value('public.visits_number_seq'), 1);
COMMIT;

-- 02.007  have sequence public.visits_number_seq go with public.visits.number
-- locks   public.visits_number_seq: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.visits: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.visits wait for these locks too
-- from    Visit::number · undo: rollback.sql 02.007 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.visits_number_seq
    OWNED BY public.visits.number;

---- 03_finish.sql

-- 03.001  make id of public.visits an identity column, behind the numbers that are there
-- locks   public.visits, public.visits_id_seq: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.visits_number_seq wait for these locks too
-- from    Visit::id · undo: none, the sequence of public.visits.id, and what was granted on it, are gone
BEGIN;
ALTER TABLE public.visits
    ALTER COLUMN id DROP DEFAULT;
ALTER SEQUENCE public.visits_id_seq
    RENAME TO visits_id_seq_new;
ALTER TABLE public.visits
    ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval('public.visits_id_seq', last) FROM pg_catalog.pg_sequence_last_value('public.visits_id_seq_new') AS last WHERE last IS NOT NULL;
SELECT pg_catalog.setval('public.visits_id_seq', pg_catalog.max(id)::bigint)
  FROM public.visits
HAVING pg_catalog.max(id) >= COALESCE(pg_catalog.pg_sequence_last_value('public.visits_id_seq'), 1);
DROP SEQUENCE public.visits_id_seq_new;
COMMIT;

---- 04_verify.sql

-- 04.001  verify 12 facts in the catalog
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
            ('default of public.visits.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'number' AND NOT attisdropped AND atthasdef = true)),
            ('identity of public.visits.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'id' AND NOT attisdropped AND attidentity = 'a'
                AND EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = (SELECT objid FROM pg_catalog.pg_depend
                 WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 1, false)))),
            ('identity of public.visits.label', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'label' AND NOT attisdropped AND attidentity = '')),
            ('identity of public.visits.rank', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'rank' AND NOT attisdropped AND attidentity = '')),
            ('not null of public.visits.age', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'age' AND NOT attisdropped AND attnotnull = false)),
            ('owner of sequence public.visits_number_seq', EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = pg_catalog.to_regclass('public.visits_number_seq') AND deptype = 'a'
                AND refobjid = pg_catalog.to_regclass('public.visits') AND refobjsubid = (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'number' AND NOT attisdropped))),
            ('sequence public.visits_number_seq', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.visits_number_seq') AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 9223372036854775807, 1, false))),
            ('type of public.visits.age', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'age' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'integer'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.visits.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'id' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.visits.label', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'label' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'text'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.visits.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'number' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
                AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid))),
            ('type of public.visits.rank', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.visits') AND attname = 'rank' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint'
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

---- rollback.sql

-- 02.002  irreversible: the last number of public.visits.label is gone

-- 02.003  irreversible: the last number of public.visits.rank is gone

-- 02.005  irreversible: the values of public.visits.label cannot become integer again; nothing says how the values of public.visits.age become text again: #[column(using(..., back = "..."))] would

-- 03.001  irreversible: the sequence of public.visits.id, and what was granted on it, are gone

-- 02.007  undone: have sequence public.visits_number_seq stay by itself
ALTER SEQUENCE public.visits_number_seq
    OWNED BY NONE;

-- 02.006  undone: drop the default of number of public.visits
ALTER TABLE public.visits
    ALTER COLUMN number DROP DEFAULT;

-- 02.004  undone: add check visits_age_not_null_check to public.visits, not yet valid
ALTER TABLE public.visits
    ADD CONSTRAINT visits_age_not_null_check
    CHECK (age IS NOT NULL)
    NOT VALID;

-- 02.004  undone: validate check visits_age_not_null_check
ALTER TABLE public.visits
    VALIDATE CONSTRAINT visits_age_not_null_check;

-- 02.004  undone: set age of public.visits not null, as its validated check proves
ALTER TABLE public.visits
    ALTER COLUMN age SET NOT NULL;

-- 02.004  undone: drop constraint visits_age_not_null_check of public.visits
ALTER TABLE public.visits
    DROP CONSTRAINT visits_age_not_null_check;

-- 02.001  undone: drop sequence public.visits_number_seq
DROP SEQUENCE public.visits_number_seq;
