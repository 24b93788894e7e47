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
SELECT 'orders_user_id_fkey' AS foreign_key, 'public.orders' AS referencing_table, count(*) AS orphans
      FROM ONLY public.orders AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_index.sql

-- 02.001  create index orders_user_id_idx on public.orders, concurrently
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.orders · outside a transaction block
-- from    Order::index on user_id · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY orders_user_id_idx
    ON public.orders (user_id);

---- 03_add_not_valid.sql

-- 03.001  add foreign key orders_user_id_fkey, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::user_id · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE RESTRICT
    NOT VALID;

---- 04_audit.sql

-- 04.001  audit foreign key orders_user_id_fkey: fails where orphans are left
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
            MESSAGE = 'constraint orders_user_id_fkey of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 05_validate.sql

-- 05.001  validate foreign key orders_user_id_fkey
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_id · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_id_fkey;

---- 06_finish.sql

-- 06.001  comment on table public.orders and what belongs to it
-- locks   public.orders_user_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.orders: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Order · undo: rollback.sql 06.001 (SHARE UPDATE EXCLUSIVE)
BEGIN;
COMMENT ON CONSTRAINT orders_user_id_fkey ON public.orders IS 'Who ordered.';
COMMENT ON INDEX public.orders_user_id_idx IS 'serves: foreign key user_id';
COMMIT;

---- 07_verify.sql

-- 07.001  verify 2 facts in the catalog
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
            ('public.orders', 'orders_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE RESTRICT')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.orders_user_id_idx', 'public.orders')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 06.001  undone: comment on table public.orders and what belongs to it
COMMENT ON CONSTRAINT orders_user_id_fkey ON public.orders IS NULL;
COMMENT ON INDEX public.orders_user_id_idx IS NULL;

-- 03.001  undone: drop foreign key orders_user_id_fkey of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_id_fkey;

-- 02.001  undone: drop index orders_user_id_idx of public.orders, concurrently
DROP INDEX CONCURRENTLY public.orders_user_id_idx;
