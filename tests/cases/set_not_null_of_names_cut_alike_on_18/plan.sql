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
        SELECT 'ownership of ' || name FROM (VALUES ('public.measurement_points_of_customer')) AS needed (name)
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

-- 01.002  look for rows of public.measurement_points_of_customer that violate measurement_points__external_system_ide_fdea9fb2_not_null_check
-- locks   public.measurement_points_of_customer: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.measurement_points_of_customer · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.measurement_points_of_customer
     WHERE (external_system_identifier_old IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(measurement_points_of_customer.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.measurement_points_of_customer
     WHERE (external_system_identifier_old IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint measurement_points__external_system_ide_fdea9fb2_not_null_check of public.measurement_points_of_customer: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.measurement_points_of_customer that violate measurement_points__external_system_ide_4bc4c3a1_not_null_check
-- locks   public.measurement_points_of_customer: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.measurement_points_of_customer · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.measurement_points_of_customer
     WHERE (external_system_identifier_new IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(measurement_points_of_customer.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.measurement_points_of_customer
     WHERE (external_system_identifier_new IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint measurement_points__external_system_ide_4bc4c3a1_not_null_check of public.measurement_points_of_customer: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 02_add_not_valid.sql

-- 02.001  add check measurement_points__external_system_ide_fdea9fb2_not_null_check to public.measurement_points_of_customer, not yet valid
-- locks   public.measurement_points_of_customer: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::external_system_identifier_old · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.measurement_points_of_customer
    ADD CONSTRAINT measurement_points__external_system_ide_fdea9fb2_not_null_check
    CHECK (external_system_identifier_old IS NOT NULL)
    NOT VALID;

-- 02.002  add check measurement_points__external_system_ide_4bc4c3a1_not_null_check to public.measurement_points_of_customer, not yet valid
-- locks   public.measurement_points_of_customer: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::external_system_identifier_new · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.measurement_points_of_customer
    ADD CONSTRAINT measurement_points__external_system_ide_4bc4c3a1_not_null_check
    CHECK (external_system_identifier_new IS NOT NULL)
    NOT VALID;

---- 03_validate.sql

-- 03.001  validate check measurement_points__external_system_ide_fdea9fb2_not_null_check
-- locks   public.measurement_points_of_customer: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.measurement_points_of_customer · own transaction, required: else writers of public.measurement_points_of_customer wait through this scan
-- from    T::external_system_identifier_old · undo: nothing to undo
ALTER TABLE public.measurement_points_of_customer
    VALIDATE CONSTRAINT measurement_points__external_system_ide_fdea9fb2_not_null_check;

-- 03.002  validate check measurement_points__external_system_ide_4bc4c3a1_not_null_check
-- locks   public.measurement_points_of_customer: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.measurement_points_of_customer · own transaction, required: else writers of public.measurement_points_of_customer wait through this scan
-- from    T::external_system_identifier_new · undo: nothing to undo
ALTER TABLE public.measurement_points_of_customer
    VALIDATE CONSTRAINT measurement_points__external_system_ide_4bc4c3a1_not_null_check;

---- 04_finish.sql

-- 04.001  set external_system_identifier_old of public.measurement_points_of_customer not null, as its validated check proves
-- locks   public.measurement_points_of_customer: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::external_system_identifier_old · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.measurement_points_of_customer
    ALTER COLUMN external_system_identifier_old SET NOT NULL;

-- 04.002  drop constraint measurement_points__external_system_ide_fdea9fb2_not_null_check of public.measurement_points_of_customer
-- locks   public.measurement_points_of_customer: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::external_system_identifier_old · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.measurement_points_of_customer
    DROP CONSTRAINT measurement_points__external_system_ide_fdea9fb2_not_null_check;

-- 04.003  set external_system_identifier_new of public.measurement_points_of_customer not null, as its validated check proves
-- locks   public.measurement_points_of_customer: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::external_system_identifier_new · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.measurement_points_of_customer
    ALTER COLUMN external_system_identifier_new SET NOT NULL;

-- 04.004  drop constraint measurement_points__external_system_ide_4bc4c3a1_not_null_check of public.measurement_points_of_customer
-- locks   public.measurement_points_of_customer: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::external_system_identifier_new · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.measurement_points_of_customer
    DROP CONSTRAINT measurement_points__external_system_ide_4bc4c3a1_not_null_check;

---- 05_verify.sql

-- 05.001  verify 4 facts in the catalog
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
            ('constraint measurement_points__external_system_ide_4bc4c3a1_not_null_check of public.measurement_points_of_customer', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.measurement_points_of_customer') AND conname = 'measurement_points__external_system_ide_4bc4c3a1_not_null_check')),
            ('constraint measurement_points__external_system_ide_fdea9fb2_not_null_check of public.measurement_points_of_customer', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.measurement_points_of_customer') AND conname = 'measurement_points__external_system_ide_fdea9fb2_not_null_check')),
            ('not null of public.measurement_points_of_customer.external_system_identifier_new', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.measurement_points_of_customer') AND attname = 'external_system_identifier_new' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.measurement_points_of_customer.external_system_identifier_old', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.measurement_points_of_customer') AND attname = 'external_system_identifier_old' AND NOT attisdropped AND attnotnull = true))
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

-- 04.003  undone: let external_system_identifier_new of public.measurement_points_of_customer be null
ALTER TABLE public.measurement_points_of_customer
    ALTER COLUMN external_system_identifier_new DROP NOT NULL;

-- 04.001  undone: let external_system_identifier_old of public.measurement_points_of_customer be null
ALTER TABLE public.measurement_points_of_customer
    ALTER COLUMN external_system_identifier_old DROP NOT NULL;
