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
        SELECT 'ownership of ' || name FROM (VALUES ('public.hosts'),
            ('public.items')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.hosts')) AS needed (name)
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

-- 01.002  look for rows of public.hosts that are equal under hosts_name_key
-- locks   public.hosts: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.hosts · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', name::text) || ')' AS duplicate_key
            FROM ONLY public.hosts
           WHERE name IS NOT NULL
           GROUP BY name
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', name::text) || ')' AS duplicate_key
            FROM ONLY public.hosts
           WHERE name IS NOT NULL
           GROUP BY name
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index hosts_name_key of public.hosts: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.003  report orphans of 1 foreign key, fails for none
-- locks   public.hosts, public.items: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.hosts, public.items · own transaction
-- undo    nothing to undo
SELECT 'items_host_id_fkey' AS foreign_key, 'public.items' AS referencing_table, count(*) AS orphans
      FROM ONLY public.items AS child
     WHERE child.host_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.hosts AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.host_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  create table public.aliases
-- locks   public.aliases: new in this migration
-- scan    none · own transaction
-- from    Alias · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.aliases (
    id bigint NOT NULL,
    name text NOT NULL,
    host character varying(100),
    number smallint,
    CONSTRAINT aliases_host_number_fkey FOREIGN KEY (host, number) REFERENCES public.aliases (name, id) MATCH FULL,
    CONSTRAINT aliases_name_id_key UNIQUE (name, id),
    CONSTRAINT aliases_pkey PRIMARY KEY (id)
);

---- 03_index.sql

-- 03.001  create index aliases_host_number_idx on the new table public.aliases
-- locks   public.aliases: new in this migration
-- scan    public.aliases · own transaction
-- from    Alias::index on host, number · undo: with public.aliases
CREATE INDEX aliases_host_number_idx
    ON public.aliases (host, number);

-- 03.002  create unique index hosts_name_key on public.hosts, concurrently
-- locks   public.hosts: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.hosts · outside a transaction block
-- from    Host::name · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY hosts_name_key
    ON public.hosts (name);

---- 04_key.sql

-- 04.001  make index hosts_name_key the unique hosts_name_key of public.hosts
-- locks   public.hosts: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Host::name · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.hosts
    ADD CONSTRAINT hosts_name_key UNIQUE USING INDEX hosts_name_key;

---- 05_add_not_valid.sql

-- 05.001  add foreign key aliases_name_fkey, not yet valid
-- locks   public.hosts: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.aliases: new in this migration
-- scan    none · own transaction
-- from    Alias::name · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.aliases
    ADD CONSTRAINT aliases_name_fkey
    FOREIGN KEY (name) REFERENCES public.hosts (name)
    NOT VALID;

-- 05.002  add foreign key items_host_id_fkey, not yet valid
-- locks   public.hosts, public.items: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Item::host_id · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.items
    ADD CONSTRAINT items_host_id_fkey
    FOREIGN KEY (host_id) REFERENCES public.hosts (id) ON DELETE CASCADE
    NOT VALID;

---- 06_audit.sql

-- 06.001  audit foreign key aliases_name_fkey: fails where orphans are left
-- locks   public.hosts: ACCESS SHARE (nobody's reads or writes wait); public.aliases: new in this migration
-- scan    public.aliases, public.hosts · own transaction, required: else writers of public.hosts wait through this scan
-- from    Alias::name · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.aliases AS child
     WHERE child.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.hosts AS parent
                        WHERE parent.name OPERATOR(pg_catalog.=) child.name);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.name::text, 'NULL')) || ')' AS key
      FROM ONLY public.aliases AS child
     WHERE child.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.hosts AS parent
                        WHERE parent.name OPERATOR(pg_catalog.=) child.name)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint aliases_name_fkey of public.aliases: ' || orphans || ' orphan rows',
            DETAIL = 'keys (name) without a row in public.hosts, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 06.002  audit foreign key items_host_id_fkey: fails where orphans are left
-- locks   public.hosts, public.items: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.hosts, public.items · own transaction, required: else writers of public.hosts wait through this scan
-- from    Item::host_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.items AS child
     WHERE child.host_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.hosts AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.host_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.host_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.items AS child
     WHERE child.host_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.hosts AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.host_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint items_host_id_fkey of public.items: ' || orphans || ' orphan rows',
            DETAIL = 'keys (host_id) without a row in public.hosts, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 07_validate.sql

-- 07.001  validate foreign key aliases_name_fkey
-- locks   public.hosts: ROW SHARE (nobody's reads or writes wait); public.aliases: new in this migration
-- scan    public.aliases, public.hosts · own transaction, required: else writers of public.hosts wait through this scan
-- from    Alias::name · undo: nothing to undo
ALTER TABLE public.aliases
    VALIDATE CONSTRAINT aliases_name_fkey;

-- 07.002  validate foreign key items_host_id_fkey
-- locks   public.items: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.hosts: ROW SHARE (nobody's reads or writes wait)
-- scan    public.hosts, public.items · own transaction, required: else writers of public.hosts wait through this scan
-- from    Item::host_id · undo: nothing to undo
ALTER TABLE public.items
    VALIDATE CONSTRAINT items_host_id_fkey;

---- 08_verify.sql

-- 08.001  verify 6 facts in the catalog
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
            ('public.aliases', 'aliases_name_fkey', 'f', 'FOREIGN KEY (name) REFERENCES public.hosts(name)'),
            ('public.hosts', 'hosts_name_key', 'u', 'UNIQUE (name)'),
            ('public.items', 'items_host_id_fkey', 'f', 'FOREIGN KEY (host_id) REFERENCES public.hosts(id) ON DELETE CASCADE')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.aliases_host_number_idx', 'public.aliases'),
            ('public.hosts_name_key', 'public.hosts')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('table public.aliases', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.aliases') AND relkind IN ('r', 'p')))
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

-- 05.002  undone: drop foreign key items_host_id_fkey of public.items
ALTER TABLE public.items
    DROP CONSTRAINT items_host_id_fkey;

-- 05.001  undone: drop foreign key aliases_name_fkey of public.aliases
ALTER TABLE public.aliases
    DROP CONSTRAINT aliases_name_fkey;

-- 04.001  undone: drop constraint hosts_name_key of public.hosts
ALTER TABLE public.hosts
    DROP CONSTRAINT hosts_name_key;

-- 02.001  undone: drop table public.aliases
DROP TABLE public.aliases;
