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
        SELECT 'ownership of ' || name FROM (VALUES ('public.orders')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.users')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.has_table_privilege(oid, 'REFERENCES') AND pg_catalog.has_table_privilege(oid, 'SELECT'))
    ) AS needed (privilege);
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'role ' || current_user || ' lacks: ' || lacking,
            HINT = 'Run the migration as the owner of the tables. A table that is not there is owned by nobody.';
    END IF;
END
$check$;

-- 01.002  report orphans of 1 foreign key, fails for none
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction
-- undo    nothing to undo
SELECT 'orders_user_id_fkey_new' AS foreign_key, 'public.orders' AS referencing_table, count(*) AS orphans
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_add_not_valid.sql

-- 02.001  add foreign key orders_user_id_fkey_new, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_fkey_new
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE DEFERRABLE
    NOT VALID;

---- 03_audit.sql

-- 03.001  audit foreign key orders_user_id_fkey_new: fails where orphans are left
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_user_id_fkey_new of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 04_validate.sql

-- 04.001  validate foreign key orders_user_id_fkey_new
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_fkey_new;

---- 05_finish.sql

-- 05.001  make foreign key orders_previous_id_fkey of public.orders not deferrable
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    Order::previous_id · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ALTER CONSTRAINT orders_previous_id_fkey NOT DEFERRABLE;

-- 05.002  make foreign key orders_referrer_id_fkey of public.orders deferrable initially immediate
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::referrer_id · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    ALTER CONSTRAINT orders_referrer_id_fkey DEFERRABLE INITIALLY IMMEDIATE;

-- 05.003  drop foreign key orders_user_id_fkey of public.orders
-- locks   public.orders, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 05.003 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_fkey;

-- 05.004  rename constraint orders_user_id_fkey_new of public.orders to orders_user_id_fkey
-- locks   public.orders: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 05.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_id_fkey_new TO orders_user_id_fkey;

-- 05.005  comment on table public.orders and what belongs to it
-- locks   public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Order · undo: rollback.sql 05.005 (ACCESS SHARE)
COMMENT ON CONSTRAINT orders_referrer_id_fkey ON public.orders IS 'Who referred.';

---- 06_verify.sql

-- 06.001  verify 4 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT 'constraint ' || name || ' of ' || table_name FROM (VALUES
            ('public.orders', 'orders_previous_id_fkey', 'f', 'FOREIGN KEY (previous_id) REFERENCES public.orders(id)'),
            ('public.orders', 'orders_referrer_id_fkey', 'f', 'FOREIGN KEY (referrer_id) REFERENCES public.users(id) DEFERRABLE'),
            ('public.orders', 'orders_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE DEFERRABLE')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint orders_user_id_fkey_new of public.orders', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'orders_user_id_fkey_new'))
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

-- 05.005  undone: comment on table public.orders and what belongs to it
COMMENT ON CONSTRAINT orders_referrer_id_fkey ON public.orders IS 'Who sent.';

-- 05.004  undone: rename constraint orders_user_id_fkey of public.orders to orders_user_id_fkey_new
ALTER TABLE public.orders
    RENAME CONSTRAINT orders_user_id_fkey TO orders_user_id_fkey_new;

-- 05.003  undone: add foreign key orders_user_id_fkey, not yet valid
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

-- 05.003  undone: validate foreign key orders_user_id_fkey
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_fkey;

-- 05.002  undone: make foreign key orders_referrer_id_fkey of public.orders deferrable initially deferred
ALTER TABLE public.orders
    ALTER CONSTRAINT orders_referrer_id_fkey DEFERRABLE INITIALLY DEFERRED;

-- 05.001  undone: make foreign key orders_previous_id_fkey of public.orders deferrable initially deferred
ALTER TABLE public.orders
    ALTER CONSTRAINT orders_previous_id_fkey DEFERRABLE INITIALLY DEFERRED;

-- 02.001  undone: drop foreign key orders_user_id_fkey_new of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_fkey_new;
