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
        SELECT 'ownership of ' || name FROM (VALUES ('public.goes'),
            ('public.loses')) AS needed (name)
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

-- 02.001  create table public.comes
-- locks   public.comes: new in this migration
-- scan    none · own transaction
-- from    Comes · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.comes (
    id bigint NOT NULL,
    weight public.weight,
    CONSTRAINT comes_pkey PRIMARY KEY (id)
);

---- 03_add_not_valid.sql

-- 03.001  add check weight_is_small_new of domain public.weight, not yet valid
-- locks   none
-- scan    none · own transaction
-- from    Weight · undo: rollback.sql 03.001 (no locks)
ALTER DOMAIN public.weight
    ADD CONSTRAINT weight_is_small_new CHECK (VALUE < 100) NOT VALID;

---- 04_validate.sql

-- 04.001  validate check weight_is_small_new of domain public.weight
-- locks   public.goes, public.loses, public.stays: SHARE (writes wait, reads do not); public.comes: new in this migration
-- scan    public.comes, public.goes, public.loses, public.stays · own transaction
-- from    Weight · undo: nothing to undo
ALTER DOMAIN public.weight
    VALIDATE CONSTRAINT weight_is_small_new;

---- 05_finish.sql

-- 05.001  drop check weight_is_small of domain public.weight
-- locks   none
-- scan    none · own transaction
-- from    Weight · undo: rollback.sql 05.001 (SHARE on each)
ALTER DOMAIN public.weight
    DROP CONSTRAINT weight_is_small;

-- 05.002  rename check weight_is_small_new of domain public.weight to weight_is_small
-- locks   none
-- scan    none · own transaction
-- from    Weight · undo: rollback.sql 05.002 (no locks)
ALTER DOMAIN public.weight
    RENAME CONSTRAINT weight_is_small_new TO weight_is_small;

---- 06_verify.sql

-- 06.001  verify 3 facts in the catalog
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
            ('constraint weight_is_small of public.weight', EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.weight') AND conname = 'weight_is_small' AND convalidated)),
            ('constraint weight_is_small_new of public.weight', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.weight') AND conname = 'weight_is_small_new')),
            ('table public.comes', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.comes') AND relkind IN ('r', 'p')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 07_drop.sql

-- 07.001  drop check weight_is_odd of domain public.weight
-- locks   none
-- scan    none · own transaction
-- from    Weight · undo: rollback.sql 07.001 (SHARE on each)
ALTER DOMAIN public.weight
    DROP CONSTRAINT weight_is_odd;

-- 07.002  drop column weight of public.loses
-- locks   public.loses: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.goes wait for these locks too
-- undo    none, the values of public.loses.weight are gone
ALTER TABLE public.loses
    DROP COLUMN weight;

-- 07.003  drop table public.goes
-- locks   public.goes: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.loses wait for these locks too
-- undo    none, the rows of public.goes are gone
DROP TABLE public.goes;

---- 08_verify.sql

-- 08.001  verify 3 facts in the catalog
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
            ('column public.loses.weight', NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.loses') AND attname = 'weight' AND NOT attisdropped)),
            ('constraint weight_is_odd of public.weight', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype('public.weight') AND conname = 'weight_is_odd')),
            ('table public.goes', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.goes') AND relkind IN ('r', 'p')))
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

-- 07.002  irreversible: the values of public.loses.weight are gone

-- 07.003  irreversible: the rows of public.goes are gone

-- 07.001  undone: add check weight_is_odd of domain public.weight, not yet valid
ALTER DOMAIN public.weight
    ADD CONSTRAINT weight_is_odd CHECK (VALUE % 2 = 1) NOT VALID;

-- 07.001  undone: validate check weight_is_odd of domain public.weight
ALTER DOMAIN public.weight
    VALIDATE CONSTRAINT weight_is_odd;

-- 05.002  undone: rename check weight_is_small of domain public.weight to weight_is_small_new
ALTER DOMAIN public.weight
    RENAME CONSTRAINT weight_is_small TO weight_is_small_new;

-- 05.001  undone: add check weight_is_small of domain public.weight, not yet valid
ALTER DOMAIN public.weight
    ADD CONSTRAINT weight_is_small CHECK (VALUE < 1000) NOT VALID;

-- 05.001  undone: validate check weight_is_small of domain public.weight
ALTER DOMAIN public.weight
    VALIDATE CONSTRAINT weight_is_small;

-- 03.001  undone: drop check weight_is_small_new of domain public.weight
ALTER DOMAIN public.weight
    DROP CONSTRAINT weight_is_small_new;

-- 02.001  undone: drop table public.comes
DROP TABLE public.comes;
