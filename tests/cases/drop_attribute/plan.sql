---- 01_create.sql

-- 01.001  add attribute country to public.address
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Address · undo: rollback.sql 01.001 (ACCESS EXCLUSIVE)
ALTER TYPE public.address ADD ATTRIBUTE country text;

---- 02_verify.sql

-- 02.001  verify 1 fact in the catalog
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
            ('column public.address.country', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.address') AND attname = 'country' AND NOT attisdropped))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 03_drop.sql

-- 03.001  drop attribute house of public.address
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Address · undo: none, the values of public.address.house are gone
ALTER TYPE public.address DROP ATTRIBUTE house;

-- 03.002  drop attribute zip of public.address
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Address · undo: none, the values of public.address.zip are gone
ALTER TYPE public.address DROP ATTRIBUTE zip;

---- 04_verify.sql

-- 04.001  verify 2 facts in the catalog
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
            ('column public.address.house', NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.address') AND attname = 'house' AND NOT attisdropped)),
            ('column public.address.zip', NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.address') AND attname = 'zip' AND NOT attisdropped))
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

-- 03.001  irreversible: the values of public.address.house are gone

-- 03.002  irreversible: the values of public.address.zip are gone

-- 01.001  undone: drop attribute country of public.address
ALTER TYPE public.address DROP ATTRIBUTE country;
