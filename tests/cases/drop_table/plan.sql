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
        SELECT 'ownership of ' || name FROM (VALUES ('public.basket_items'),
            ('public.baskets')) AS needed (name)
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

---- 02_drop.sql

-- 02.001  drop foreign key basket_items_basket_id_fkey of public.basket_items
-- locks   public.basket_items, public.baskets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    rollback.sql 02.001 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.basket_items
    DROP CONSTRAINT basket_items_basket_id_fkey;

-- 02.002  drop foreign key baskets_user_id_fkey of public.baskets
-- locks   public.baskets, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.basket_items wait for these locks too
-- undo    rollback.sql 02.002 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.baskets
    DROP CONSTRAINT baskets_user_id_fkey;

-- 02.003  drop table public.baskets
-- locks   public.baskets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- undo    none, the rows of public.baskets are gone
DROP TABLE public.baskets;

---- 03_verify.sql

-- 03.001  verify 3 facts in the catalog
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
            ('constraint basket_items_basket_id_fkey of public.basket_items', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.basket_items') AND conname = 'basket_items_basket_id_fkey')),
            ('constraint baskets_user_id_fkey of public.baskets', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.baskets') AND conname = 'baskets_user_id_fkey')),
            ('table public.baskets', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.baskets') AND relkind IN ('r', 'p')))
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

-- 02.003  irreversible: the rows of public.baskets are gone

-- 02.002  undone: add foreign key baskets_user_id_fkey, not yet valid
ALTER TABLE public.baskets
    ADD CONSTRAINT baskets_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE
    NOT VALID;

-- 02.002  undone: validate foreign key baskets_user_id_fkey
ALTER TABLE public.baskets
    VALIDATE CONSTRAINT baskets_user_id_fkey;

-- 02.001  undone: add foreign key basket_items_basket_id_fkey, not yet valid
ALTER TABLE public.basket_items
    ADD CONSTRAINT basket_items_basket_id_fkey
    FOREIGN KEY (basket_id) REFERENCES public.baskets (id) ON DELETE CASCADE
    NOT VALID;

-- 02.001  undone: validate foreign key basket_items_basket_id_fkey
ALTER TABLE public.basket_items
    VALIDATE CONSTRAINT basket_items_basket_id_fkey;
