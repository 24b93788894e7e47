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
        SELECT 'ownership of ' || name FROM (VALUES ('public.customers')) AS needed (name)
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

-- 02.001  rename table public.customers to clients
-- locks   public.customers: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Client · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.customers
    RENAME TO clients;

-- 02.002  rename constraint customers_pkey of public.clients to clients_pkey
-- locks   public.clients: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.customers wait for these locks too
-- from    Client::id · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.clients
    RENAME CONSTRAINT customers_pkey TO clients_pkey;

-- 02.003  name the NOT NULLs of public.clients after it and its columns
-- locks   none (PostgreSQL 15 to 17)
-- scan    none · own transaction (PostgreSQL 15 to 17)
-- locks   public.clients: ACCESS EXCLUSIVE (reads and writes wait) (PostgreSQL 18)
-- scan    none · own transaction (PostgreSQL 18)
-- from    Client · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'id', 'customers_id_not_null', 'clients_id_not_null'),
            (1, 'name', 'customers_name_not_null', 'clients_name_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.clients') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.clients') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.clients')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.clients RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.004  replace routine public.read_all()
-- locks   none
-- scan    none · own transaction
-- from    routine public.read_all() · undo: rollback.sql 02.004 (no locks)
BEGIN;
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.read_all() RETURNS SETOF public.clients LANGUAGE sql AS 'SELECT * FROM public.clients';
COMMENT ON ROUTINE public.read_all() IS NULL;
COMMIT;

---- 03_finish.sql

-- 03.001  comment on table public.clients and what belongs to it
-- locks   public.clients: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Client · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON TABLE public.clients IS 'A client.';

---- 04_verify.sql

-- 04.001  verify 3 facts in the catalog
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
            ('constraint customers_pkey of public.clients', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.clients') AND conname = 'customers_pkey')),
            ('routine public.read_all()', EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure('public.read_all()')
                AND pg_catalog.obj_description(oid, 'pg_proc') IS NOT DISTINCT FROM NULL
                AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = '0ad3f70e7ceb22edba2c1645ee17d21350a96b98cbdbbbef6e7cbf6fd8add271')),
            ('table public.clients', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.clients') AND relkind IN ('r', 'p')))
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

-- 05.001  drop routine public.last_letter(public.clients[])
-- locks   none
-- scan    none · own transaction
-- undo    rollback.sql 05.001 (no locks)
DROP ROUTINE public.last_letter(public.clients[]);

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
            ('routine public.last_letter(public.clients[])', NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid = CASE WHEN pg_catalog.to_regtype('public.clients[]') IS NULL THEN NULL ELSE pg_catalog.to_regprocedure('public.last_letter(public.clients[])') END))
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

-- 05.001  undone: create routine public.last_letter(public.clients[])
SET LOCAL check_function_bodies = off;
CREATE FUNCTION public.last_letter(public.clients[]) RETURNS text LANGUAGE sql AS 'SELECT 1';

-- 03.001  undone: comment on table public.clients and what belongs to it
COMMENT ON TABLE public.clients IS 'A customer.';

-- 02.004  undone: replace routine public.read_all()
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.read_all() RETURNS SETOF public.clients LANGUAGE sql AS 'SELECT * FROM public.customers';
COMMENT ON ROUTINE public.read_all() IS NULL;

-- 02.003  undone: name the NOT NULLs of public.clients after it and its columns
DO $not_nulls$
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            (0, 'name', 'clients_name_not_null', 'customers_name_not_null'),
            (1, 'id', 'clients_id_not_null', 'customers_id_not_null')
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass('public.clients') AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass('public.clients') AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.clients')) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format('ALTER TABLE public.clients RENAME CONSTRAINT %I TO %I', name.old, name.new);
        END IF;
    END LOOP;
END
$not_nulls$;

-- 02.002  undone: rename constraint clients_pkey of public.clients to customers_pkey
ALTER TABLE public.clients
    RENAME CONSTRAINT clients_pkey TO customers_pkey;

-- 02.001  undone: rename table public.clients to customers
ALTER TABLE public.clients
    RENAME TO customers;
