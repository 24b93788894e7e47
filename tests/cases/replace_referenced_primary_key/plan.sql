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
        SELECT 'ownership of ' || name FROM (VALUES ('public.models'),
            ('public.tags'),
            ('public.versions')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.models'),
            ('public.versions')) AS needed (name)
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

-- 01.002  report orphans of 2 foreign keys, fails for none
-- locks   public.models, public.tags, public.versions: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.models, public.tags, public.versions · own transaction
-- undo    nothing to undo
SELECT 'versions_name_fkey_new' AS foreign_key, 'public.versions' AS referencing_table, count(*) AS orphans
      FROM ONLY public.versions AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.models AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name)
UNION ALL
SELECT 'tags_workspace_name_version_fkey' AS foreign_key, 'public.tags' AS referencing_table, count(*) AS orphans
      FROM ONLY public.tags AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL AND child.version IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.versions AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name
                          AND parent.version OPERATOR(pg_catalog.=) child.version)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  create table public.aliases
-- locks   public.aliases: new in this migration
-- scan    none · own transaction
-- from    Alias · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.aliases (
    alias text NOT NULL,
    workspace text NOT NULL,
    name text NOT NULL,
    CONSTRAINT aliases_pkey PRIMARY KEY (alias)
);

---- 03_index.sql

-- 03.001  create index aliases_workspace_name_idx on the new table public.aliases
-- locks   public.aliases: new in this migration
-- scan    public.aliases · own transaction
-- from    Alias::index on workspace, name · undo: with public.aliases
CREATE INDEX aliases_workspace_name_idx
    ON public.aliases (workspace, name);

-- 03.002  create unique index models_pkey_new on public.models, concurrently
-- locks   public.models: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.models · outside a transaction block
-- from    Model::(workspace, name) · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY models_pkey_new
    ON public.models (workspace, name);

-- 03.003  create unique index versions_key on public.versions, concurrently
-- locks   public.versions: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.versions · outside a transaction block
-- from    Version::(workspace, name, version) · undo: rollback.sql 03.003 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY versions_key
    ON public.versions (workspace, name, version);

-- 03.004  create unique index tags_pkey_new on public.tags, concurrently
-- locks   public.tags: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.tags · outside a transaction block
-- from    Tag::(workspace, name, version, key) · undo: rollback.sql 03.004 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY tags_pkey_new
    ON public.tags (workspace, name, version, key);

---- 04_key.sql

-- 04.001  make index tags_pkey_new the primary key tags_pkey of public.tags in place of tags_pkey
-- locks   public.tags: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Tag::(workspace, name, version, key) · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.tags
    DROP CONSTRAINT tags_pkey,
    ADD CONSTRAINT tags_pkey PRIMARY KEY USING INDEX tags_pkey_new;

---- 05_add_not_valid.sql

-- 05.001  add foreign key aliases_workspace_name_fkey, not yet valid
-- locks   public.models: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.aliases: new in this migration
-- scan    none · own transaction, required: else writers of public.tags wait for these locks too
-- from    Alias::workspace, name · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.aliases
    ADD CONSTRAINT aliases_workspace_name_fkey
    FOREIGN KEY (workspace, name) REFERENCES public.models (workspace, name)
    NOT VALID;

-- 05.002  add foreign key versions_name_fkey_new, not yet valid
-- locks   public.models, public.versions: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.tags wait for these locks too
-- from    Version::workspace, name · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.versions
    ADD CONSTRAINT versions_name_fkey_new
    FOREIGN KEY (workspace, name) REFERENCES public.models (workspace, name) ON UPDATE CASCADE
    NOT VALID;

-- 05.003  add foreign key tags_workspace_name_version_fkey, not yet valid
-- locks   public.tags, public.versions: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.models wait for these locks too
-- from    Tag::workspace, name, version · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.tags
    ADD CONSTRAINT tags_workspace_name_version_fkey
    FOREIGN KEY (workspace, name, version) REFERENCES public.versions (workspace, name, version)
    NOT VALID;

---- 06_audit.sql

-- 06.001  audit foreign key aliases_workspace_name_fkey: fails where orphans are left
-- locks   public.models: ACCESS SHARE (nobody's reads or writes wait); public.aliases: new in this migration
-- scan    public.aliases, public.models · own transaction, required: else writers of public.models wait through this scan
-- from    Alias::workspace, name · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.aliases AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.models AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.workspace::text, 'NULL'), coalesce(child.name::text, 'NULL')) || ')' AS key
      FROM ONLY public.aliases AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.models AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint aliases_workspace_name_fkey of public.aliases: ' || orphans || ' orphan rows',
            DETAIL = 'keys (workspace, name) without a row in public.models, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 06.002  audit foreign key versions_name_fkey_new: fails where orphans are left
-- locks   public.models, public.versions: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.models, public.versions · own transaction, required: else writers of public.models wait through this scan
-- from    Version::workspace, name · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.versions AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.models AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.workspace::text, 'NULL'), coalesce(child.name::text, 'NULL')) || ')' AS key
      FROM ONLY public.versions AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.models AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint versions_name_fkey_new of public.versions: ' || orphans || ' orphan rows',
            DETAIL = 'keys (workspace, name) without a row in public.models, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 06.003  audit foreign key tags_workspace_name_version_fkey: fails where orphans are left
-- locks   public.tags, public.versions: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.tags, public.versions · own transaction, required: else writers of public.tags wait through this scan
-- from    Tag::workspace, name, version · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.tags AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL AND child.version IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.versions AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name
                          AND parent.version OPERATOR(pg_catalog.=) child.version);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.workspace::text, 'NULL'), coalesce(child.name::text, 'NULL'), coalesce(child.version::text, 'NULL')) || ')' AS key
      FROM ONLY public.tags AS child
     WHERE child.workspace IS NOT NULL AND child.name IS NOT NULL AND child.version IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.versions AS parent
                        WHERE parent.workspace OPERATOR(pg_catalog.=) child.workspace
                          AND parent.name OPERATOR(pg_catalog.=) child.name
                          AND parent.version OPERATOR(pg_catalog.=) child.version)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint tags_workspace_name_version_fkey of public.tags: ' || orphans || ' orphan rows',
            DETAIL = 'keys (workspace, name, version) without a row in public.versions, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 07_validate.sql

-- 07.001  validate foreign key aliases_workspace_name_fkey
-- locks   public.models: ROW SHARE (nobody's reads or writes wait); public.aliases: new in this migration
-- scan    public.aliases, public.models · own transaction, required: else writers of public.models wait through this scan
-- from    Alias::workspace, name · undo: nothing to undo
ALTER TABLE public.aliases
    VALIDATE CONSTRAINT aliases_workspace_name_fkey;

-- 07.002  validate foreign key versions_name_fkey_new
-- locks   public.versions: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.models: ROW SHARE (nobody's reads or writes wait)
-- scan    public.models, public.versions · own transaction, required: else writers of public.models wait through this scan
-- from    Version::workspace, name · undo: nothing to undo
ALTER TABLE public.versions
    VALIDATE CONSTRAINT versions_name_fkey_new;

-- 07.003  validate foreign key tags_workspace_name_version_fkey
-- locks   public.tags: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.versions: ROW SHARE (nobody's reads or writes wait)
-- scan    public.tags, public.versions · own transaction, required: else writers of public.tags wait through this scan
-- from    Tag::workspace, name, version · undo: nothing to undo
ALTER TABLE public.tags
    VALIDATE CONSTRAINT tags_workspace_name_version_fkey;

---- 08_finish.sql

-- 08.001  drop foreign key models_parent_fkey of public.models
-- locks   public.models: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.tags wait for these locks too
-- undo    rollback.sql 08.001 (SHARE ROW EXCLUSIVE)
ALTER TABLE public.models
    DROP CONSTRAINT models_parent_fkey;

-- 08.002  drop foreign key versions_name_fkey of public.versions
-- locks   public.models, public.versions: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.tags wait for these locks too
-- from    Version::workspace, name · undo: rollback.sql 08.002 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.versions
    DROP CONSTRAINT versions_name_fkey;

-- 08.003  rename constraint versions_name_fkey_new of public.versions to versions_name_fkey
-- locks   public.versions: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Version::workspace, name · undo: rollback.sql 08.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.versions
    RENAME CONSTRAINT versions_name_fkey_new TO versions_name_fkey;

-- 08.004  drop foreign key tags_version of public.tags
-- locks   public.tags, public.versions: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.models wait for these locks too
-- undo    rollback.sql 08.004 (SHARE ROW EXCLUSIVE on each)
ALTER TABLE public.tags
    DROP CONSTRAINT tags_version;

-- 08.005  make index models_pkey_new the primary key models_pkey of public.models in place of models_pkey
-- locks   public.models: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.tags wait for these locks too
-- from    Model::(workspace, name) · undo: rollback.sql 08.005 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.models
    DROP CONSTRAINT models_pkey,
    ADD CONSTRAINT models_pkey PRIMARY KEY USING INDEX models_pkey_new;

-- 08.006  make index versions_key the primary key versions_key of public.versions in place of versions_pkey
-- locks   public.versions: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.models wait for these locks too
-- from    Version::(workspace, name, version) · undo: rollback.sql 08.006 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.versions
    DROP CONSTRAINT versions_pkey,
    ADD CONSTRAINT versions_key PRIMARY KEY USING INDEX versions_key;

-- 08.007  comment on table public.versions and what belongs to it
-- locks   public.versions: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Version · undo: rollback.sql 08.007 (ACCESS SHARE)
COMMENT ON CONSTRAINT versions_name_fkey ON public.versions IS 'kept by name';

-- 08.008  comment on table public.tags and what belongs to it
-- locks   public.tags: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Tag · undo: rollback.sql 08.008 (ACCESS SHARE)
COMMENT ON CONSTRAINT tags_workspace_name_version_fkey ON public.tags IS 'new';

---- 09_verify.sql

-- 09.001  verify 15 facts in the catalog
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
            ('public.aliases', 'aliases_workspace_name_fkey', 'f', 'FOREIGN KEY (workspace, name) REFERENCES public.models(workspace, name)'),
            ('public.models', 'models_pkey', 'p', 'PRIMARY KEY (workspace, name)'),
            ('public.tags', 'tags_pkey', 'p', 'PRIMARY KEY (workspace, name, version, key)'),
            ('public.tags', 'tags_workspace_name_version_fkey', 'f', 'FOREIGN KEY (workspace, name, version) REFERENCES public.versions(workspace, name, version)'),
            ('public.versions', 'versions_key', 'p', 'PRIMARY KEY (workspace, name, version)'),
            ('public.versions', 'versions_name_fkey', 'f', 'FOREIGN KEY (workspace, name) REFERENCES public.models(workspace, name) ON UPDATE CASCADE')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.aliases_workspace_name_idx', 'public.aliases'),
            ('public.models_pkey', 'public.models'),
            ('public.tags_pkey', 'public.tags'),
            ('public.versions_key', 'public.versions')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint models_parent_fkey of public.models', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.models') AND conname = 'models_parent_fkey')),
            ('constraint tags_version of public.tags', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.tags') AND conname = 'tags_version')),
            ('constraint versions_name_fkey_new of public.versions', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.versions') AND conname = 'versions_name_fkey_new')),
            ('constraint versions_pkey of public.versions', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.versions') AND conname = 'versions_pkey')),
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

-- 08.008  undone: comment on table public.tags and what belongs to it
COMMENT ON CONSTRAINT tags_workspace_name_version_fkey ON public.tags IS NULL;

-- 08.007  undone: comment on table public.versions and what belongs to it
COMMENT ON CONSTRAINT versions_name_fkey ON public.versions IS NULL;

-- 08.006  undone: drop foreign key tags_workspace_name_version_fkey of public.tags
ALTER TABLE public.tags
    DROP CONSTRAINT tags_workspace_name_version_fkey;

-- 08.006  undone: create unique index versions_pkey on public.versions, concurrently
CREATE UNIQUE INDEX CONCURRENTLY versions_pkey
    ON public.versions (name, version);

-- 08.006  undone: make index versions_pkey the primary key versions_pkey of public.versions in place of versions_key
ALTER TABLE public.versions
    DROP CONSTRAINT versions_key,
    ADD CONSTRAINT versions_pkey PRIMARY KEY USING INDEX versions_pkey;

-- 08.005  undone: drop foreign key aliases_workspace_name_fkey of public.aliases
ALTER TABLE public.aliases
    DROP CONSTRAINT aliases_workspace_name_fkey;

-- 08.005  undone: drop foreign key versions_name_fkey of public.versions
ALTER TABLE public.versions
    DROP CONSTRAINT versions_name_fkey;

-- 08.005  undone: create unique index models_pkey_new on public.models, concurrently
CREATE UNIQUE INDEX CONCURRENTLY models_pkey_new
    ON public.models (name);

-- 08.005  undone: make index models_pkey_new the primary key models_pkey of public.models in place of models_pkey
ALTER TABLE public.models
    DROP CONSTRAINT models_pkey,
    ADD CONSTRAINT models_pkey PRIMARY KEY USING INDEX models_pkey_new;

-- 08.004  undone: add foreign key tags_version, not yet valid
ALTER TABLE public.tags
    ADD CONSTRAINT tags_version
    FOREIGN KEY (name, version) REFERENCES public.versions (name, version)
    NOT VALID;

-- 08.004  undone: validate foreign key tags_version
ALTER TABLE public.tags
    VALIDATE CONSTRAINT tags_version;

-- 08.002  undone: add foreign key versions_name_fkey, not yet valid
ALTER TABLE public.versions
    ADD CONSTRAINT versions_name_fkey
    FOREIGN KEY (name) REFERENCES public.models (name) ON UPDATE CASCADE
    NOT VALID;

-- 08.002  undone: validate foreign key versions_name_fkey
ALTER TABLE public.versions
    VALIDATE CONSTRAINT versions_name_fkey;

-- 08.001  undone: add foreign key models_parent_fkey, not yet valid
ALTER TABLE public.models
    ADD CONSTRAINT models_parent_fkey
    FOREIGN KEY (parent) REFERENCES public.models (name)
    NOT VALID;

-- 08.001  undone: validate foreign key models_parent_fkey
ALTER TABLE public.models
    VALIDATE CONSTRAINT models_parent_fkey;

-- 04.001  undone: create unique index tags_pkey_new on public.tags, concurrently
CREATE UNIQUE INDEX CONCURRENTLY tags_pkey_new
    ON public.tags (name, version, key);

-- 04.001  undone: make index tags_pkey_new the primary key tags_pkey of public.tags in place of tags_pkey
ALTER TABLE public.tags
    DROP CONSTRAINT tags_pkey,
    ADD CONSTRAINT tags_pkey PRIMARY KEY USING INDEX tags_pkey_new;

-- 02.001  undone: drop table public.aliases
DROP TABLE public.aliases;
