---- 01_create.sql

-- 01.001  rename attribute zip of public.address to "Postcode"
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Address · undo: rollback.sql 01.001 (ACCESS EXCLUSIVE)
ALTER TYPE public.address
    RENAME ATTRIBUTE zip TO "Postcode";

-- 01.002  add attribute country to public.address
-- locks   public.address: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Address · undo: rollback.sql 01.002 (ACCESS EXCLUSIVE)
ALTER TYPE public.address ADD ATTRIBUTE country text;

---- 02_verify.sql

-- 02.001  verify 2 facts in the catalog
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
            ('column public.address."Postcode"', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.address') AND attname = 'Postcode' AND NOT attisdropped)),
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

---- rollback.sql

-- 01.002  undone: drop attribute country of public.address
ALTER TYPE public.address DROP ATTRIBUTE country;

-- 01.001  undone: rename attribute "Postcode" of public.address to zip
ALTER TYPE public.address
    RENAME ATTRIBUTE "Postcode" TO zip;
