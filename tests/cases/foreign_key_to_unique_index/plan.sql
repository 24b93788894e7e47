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
        SELECT 'ownership of ' || name FROM (VALUES ('public.orders'),
            ('public.users')) AS needed (name)
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

-- 01.002  look for rows of public.users that are equal under users_email_key
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', email::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE email IS NOT NULL
           GROUP BY email
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', email::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE email IS NOT NULL
           GROUP BY email
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_email_key of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.003  report orphans of 1 foreign key, fails for none
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction
-- undo    nothing to undo
SELECT 'orders_user_email_fkey' AS foreign_key, 'public.orders' AS referencing_table, count(*) AS orphans
      FROM ONLY public.orders AS child
     WHERE child.user_email IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.email OPERATOR(pg_catalog.=) child.user_email)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  create table public.categories
-- locks   public.categories: new in this migration
-- scan    none · own transaction
-- from    Category · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.categories (
    id bigint NOT NULL,
    tree bigint NOT NULL,
    code text NOT NULL,
    parent_code text,
    title text NOT NULL,
    CONSTRAINT categories_pkey PRIMARY KEY (id)
);

-- 02.002  create table public.parcels
-- locks   public.parcels: new in this migration
-- scan    none · own transaction
-- from    Parcel · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE on each)
CREATE TABLE public.parcels (
    number bigint NOT NULL
)
    PARTITION BY HASH (number);

-- 02.003  create partition public.parcels_0 of the new table public.parcels
-- locks   public.parcels, public.parcels_0: new in this migration
-- scan    none · own transaction
-- from    Parcel::partition parcels_0 · undo: with public.parcels
CREATE TABLE public.parcels_0 PARTITION OF public.parcels
    FOR VALUES WITH (modulus 2, remainder 0);

-- 02.004  create partition public.parcels_1 of the new table public.parcels
-- locks   public.parcels, public.parcels_1: new in this migration
-- scan    none · own transaction
-- from    Parcel::partition parcels_1 · undo: with public.parcels
CREATE TABLE public.parcels_1 PARTITION OF public.parcels
    FOR VALUES WITH (modulus 2, remainder 1);

-- 02.005  create table public.labels
-- locks   public.labels: new in this migration
-- scan    none · own transaction
-- from    Label · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
CREATE TABLE public.labels (
    id bigint NOT NULL,
    parcel bigint NOT NULL,
    tree bigint NOT NULL,
    category text NOT NULL,
    CONSTRAINT labels_pkey PRIMARY KEY (id)
);

---- 03_index.sql

-- 03.001  create unique index categories_code_tree_title_idx on the new table public.categories
-- locks   public.categories: new in this migration
-- scan    public.categories · own transaction
-- from    Category::index on code, tree · undo: with public.categories
CREATE UNIQUE INDEX categories_code_tree_title_idx
    ON public.categories (code, tree) INCLUDE (title);

-- 03.002  create index categories_parent_code_tree_idx on the new table public.categories
-- locks   public.categories: new in this migration
-- scan    public.categories · own transaction
-- from    Category::index on parent_code, tree · undo: with public.categories
CREATE INDEX categories_parent_code_tree_idx
    ON public.categories (parent_code, tree);

-- 03.003  create unique index parcels_number_idx on the new table public.parcels
-- locks   public.parcels, public.parcels_0, public.parcels_1: new in this migration
-- scan    public.parcels_0, public.parcels_1 · own transaction
-- from    Parcel::index on number · undo: with public.parcels
CREATE UNIQUE INDEX parcels_number_idx
    ON public.parcels (number);

-- 03.004  create index labels_category_tree_idx on the new table public.labels
-- locks   public.labels: new in this migration
-- scan    public.labels · own transaction
-- from    Label::index on category, tree · undo: with public.labels
CREATE INDEX labels_category_tree_idx
    ON public.labels (category, tree);

-- 03.005  create index labels_parcel_idx on the new table public.labels
-- locks   public.labels: new in this migration
-- scan    public.labels · own transaction
-- from    Label::index on parcel · undo: with public.labels
CREATE INDEX labels_parcel_idx
    ON public.labels (parcel);

-- 03.006  create unique index users_email_key on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on email · undo: rollback.sql 03.006 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_email_key
    ON public.users (email);

---- 04_add_not_valid.sql

-- 04.001  add foreign key categories_parent_code_tree_fkey, not yet valid
-- locks   public.categories: new in this migration
-- scan    none · own transaction
-- from    Category::parent_code, tree · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.categories
    ADD CONSTRAINT categories_parent_code_tree_fkey
    FOREIGN KEY (parent_code, tree) REFERENCES public.categories (code, tree)
    NOT VALID;

-- 04.002  add foreign key labels_parcel_fkey, not yet valid
-- locks   public.labels, public.parcels, public.parcels_0, public.parcels_1: new in this migration
-- scan    none · own transaction
-- from    Label::parcel · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.labels
    ADD CONSTRAINT labels_parcel_fkey
    FOREIGN KEY (parcel) REFERENCES public.parcels (number) ON DELETE CASCADE
    NOT VALID;

-- 04.003  add foreign key labels_tree_category_fkey, not yet valid
-- locks   public.categories, public.labels: new in this migration
-- scan    none · own transaction
-- from    Label::tree, category · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.labels
    ADD CONSTRAINT labels_tree_category_fkey
    FOREIGN KEY (tree, category) REFERENCES public.categories (tree, code)
    NOT VALID;

-- 04.004  add foreign key orders_user_email_fkey, not yet valid
-- locks   public.orders, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::user_email · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.orders
    ADD CONSTRAINT orders_user_email_fkey
    FOREIGN KEY (user_email) REFERENCES public.users (email)
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key categories_parent_code_tree_fkey: fails where orphans are left
-- locks   public.categories: new in this migration
-- scan    public.categories · own transaction
-- from    Category::parent_code, tree · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.categories AS child
     WHERE child.parent_code IS NOT NULL AND child.tree IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.categories AS parent
                        WHERE parent.code OPERATOR(pg_catalog.=) child.parent_code
                          AND parent.tree OPERATOR(pg_catalog.=) child.tree);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.parent_code::text, 'NULL'), coalesce(child.tree::text, 'NULL')) || ')' AS key
      FROM ONLY public.categories AS child
     WHERE child.parent_code IS NOT NULL AND child.tree IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.categories AS parent
                        WHERE parent.code OPERATOR(pg_catalog.=) child.parent_code
                          AND parent.tree OPERATOR(pg_catalog.=) child.tree)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint categories_parent_code_tree_fkey of public.categories: ' || orphans || ' orphan rows',
            DETAIL = 'keys (parent_code, tree) without a row in public.categories, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 05.002  audit foreign key labels_parcel_fkey: fails where orphans are left
-- locks   public.labels, public.parcels, public.parcels_0, public.parcels_1: new in this migration
-- scan    public.labels, public.parcels_0, public.parcels_1 · own transaction
-- from    Label::parcel · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.labels AS child
     WHERE child.parcel IS NOT NULL
       AND NOT EXISTS (SELECT FROM public.parcels AS parent
                        WHERE parent.number OPERATOR(pg_catalog.=) child.parcel);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.parcel::text, 'NULL')) || ')' AS key
      FROM ONLY public.labels AS child
     WHERE child.parcel IS NOT NULL
       AND NOT EXISTS (SELECT FROM public.parcels AS parent
                        WHERE parent.number OPERATOR(pg_catalog.=) child.parcel)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint labels_parcel_fkey of public.labels: ' || orphans || ' orphan rows',
            DETAIL = 'keys (parcel) without a row in public.parcels, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 05.003  audit foreign key labels_tree_category_fkey: fails where orphans are left
-- locks   public.categories, public.labels: new in this migration
-- scan    public.categories, public.labels · own transaction
-- from    Label::tree, category · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.labels AS child
     WHERE child.tree IS NOT NULL AND child.category IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.categories AS parent
                        WHERE parent.tree OPERATOR(pg_catalog.=) child.tree
                          AND parent.code OPERATOR(pg_catalog.=) child.category);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.tree::text, 'NULL'), coalesce(child.category::text, 'NULL')) || ')' AS key
      FROM ONLY public.labels AS child
     WHERE child.tree IS NOT NULL AND child.category IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.categories AS parent
                        WHERE parent.tree OPERATOR(pg_catalog.=) child.tree
                          AND parent.code OPERATOR(pg_catalog.=) child.category)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint labels_tree_category_fkey of public.labels: ' || orphans || ' orphan rows',
            DETAIL = 'keys (tree, category) without a row in public.categories, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 05.004  audit foreign key orders_user_email_fkey: fails where orphans are left
-- locks   public.orders, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_email · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.orders AS child
     WHERE child.user_email IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.email OPERATOR(pg_catalog.=) child.user_email);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_email::text, 'NULL')) || ')' AS key
      FROM ONLY public.orders AS child
     WHERE child.user_email IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.email OPERATOR(pg_catalog.=) child.user_email)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint orders_user_email_fkey of public.orders: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_email) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key categories_parent_code_tree_fkey
-- locks   public.categories: new in this migration
-- scan    public.categories · own transaction
-- from    Category::parent_code, tree · undo: nothing to undo
ALTER TABLE public.categories
    VALIDATE CONSTRAINT categories_parent_code_tree_fkey;

-- 06.002  validate foreign key labels_parcel_fkey
-- locks   public.labels, public.parcels, public.parcels_0, public.parcels_1: new in this migration
-- scan    public.labels, public.parcels_0, public.parcels_1 · own transaction
-- from    Label::parcel · undo: nothing to undo
ALTER TABLE public.labels
    VALIDATE CONSTRAINT labels_parcel_fkey;

-- 06.003  validate foreign key labels_tree_category_fkey
-- locks   public.categories, public.labels: new in this migration
-- scan    public.categories, public.labels · own transaction
-- from    Label::tree, category · undo: nothing to undo
ALTER TABLE public.labels
    VALIDATE CONSTRAINT labels_tree_category_fkey;

-- 06.004  validate foreign key orders_user_email_fkey
-- locks   public.orders: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.orders, public.users · own transaction, required: else writers of public.orders wait through this scan
-- from    Order::user_email · undo: nothing to undo
ALTER TABLE public.orders
    VALIDATE CONSTRAINT orders_user_email_fkey;

---- 07_verify.sql

-- 07.001  verify 15 facts in the catalog
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
            ('public.categories', 'categories_parent_code_tree_fkey', 'f', 'FOREIGN KEY (parent_code, tree) REFERENCES public.categories(code, tree)'),
            ('public.labels', 'labels_parcel_fkey', 'f', 'FOREIGN KEY (parcel) REFERENCES public.parcels(number) ON DELETE CASCADE'),
            ('public.labels', 'labels_tree_category_fkey', 'f', 'FOREIGN KEY (tree, category) REFERENCES public.categories(tree, code)'),
            ('public.orders', 'orders_user_email_fkey', 'f', 'FOREIGN KEY (user_email) REFERENCES public.users(email)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.categories_code_tree_title_idx', 'public.categories'),
            ('public.categories_parent_code_tree_idx', 'public.categories'),
            ('public.labels_category_tree_idx', 'public.labels'),
            ('public.labels_parcel_idx', 'public.labels'),
            ('public.parcels_number_idx', 'public.parcels'),
            ('public.users_email_key', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('partition public.parcels_0 of public.parcels', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.parcels_0') AND inhparent = pg_catalog.to_regclass('public.parcels') AND NOT inhdetachpending)),
            ('partition public.parcels_1 of public.parcels', EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass('public.parcels_1') AND inhparent = pg_catalog.to_regclass('public.parcels') AND NOT inhdetachpending)),
            ('table public.categories', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.categories') AND relkind IN ('r', 'p'))),
            ('table public.labels', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.labels') AND relkind IN ('r', 'p'))),
            ('table public.parcels', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.parcels') AND relkind IN ('r', 'p')))
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

-- 04.004  undone: drop foreign key orders_user_email_fkey of public.orders
ALTER TABLE public.orders
    DROP CONSTRAINT orders_user_email_fkey;

-- 04.003  undone: drop foreign key labels_tree_category_fkey of public.labels
ALTER TABLE public.labels
    DROP CONSTRAINT labels_tree_category_fkey;

-- 04.002  undone: drop foreign key labels_parcel_fkey of public.labels
ALTER TABLE public.labels
    DROP CONSTRAINT labels_parcel_fkey;

-- 04.001  undone: drop foreign key categories_parent_code_tree_fkey of public.categories
ALTER TABLE public.categories
    DROP CONSTRAINT categories_parent_code_tree_fkey;

-- 03.006  undone: drop index users_email_key of public.users, concurrently
DROP INDEX CONCURRENTLY public.users_email_key;

-- 02.005  undone: drop table public.labels
DROP TABLE public.labels;

-- 02.002  undone: drop table public.parcels
DROP TABLE public.parcels;

-- 02.001  undone: drop table public.categories
DROP TABLE public.categories;
