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

---- 02_create.sql

-- 02.001  create table public.sessions
-- locks   public.sessions: new in this migration
-- scan    none · own transaction
-- from    Session · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE UNLOGGED TABLE public.sessions (
    id bigint NOT NULL,
    token text NOT NULL,
    user_id bigint,
    data jsonb NOT NULL,
    CONSTRAINT sessions_pkey PRIMARY KEY (id) INCLUDE (token) WITH (fillfactor = '80'),
    CONSTRAINT sessions_token_key UNIQUE (token) WITH (fillfactor = '90') DEFERRABLE,
    CONSTRAINT sessions_user_id_token_key UNIQUE NULLS NOT DISTINCT (user_id, token),
    CONSTRAINT token_given CHECK (token <> '') NO INHERIT
) WITH (fillfactor = '70', autovacuum_enabled = 'false', toast.autovacuum_enabled = 'false');

---- 03_index.sql

-- 03.001  create index sessions_data_idx on the new table public.sessions
-- locks   public.sessions: new in this migration
-- scan    public.sessions · own transaction
-- from    Session::index on data · undo: with public.sessions
CREATE INDEX sessions_data_idx
    ON public.sessions USING gin (data pg_catalog.jsonb_path_ops) WITH (fastupdate = 'false');

---- 04_add_not_valid.sql

-- 04.001  add foreign key sessions_user_id_fkey, not yet valid
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.sessions: new in this migration
-- scan    none · own transaction
-- from    Session::user_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.sessions
    ADD CONSTRAINT sessions_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id)
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key sessions_user_id_fkey: fails where orphans are left
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait); public.sessions: new in this migration
-- scan    public.sessions, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Session::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.sessions AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.sessions AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint sessions_user_id_fkey of public.sessions: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key sessions_user_id_fkey
-- locks   public.users: ROW SHARE (nobody's reads or writes wait); public.sessions: new in this migration
-- scan    public.sessions, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Session::user_id · undo: nothing to undo
ALTER TABLE public.sessions
    VALIDATE CONSTRAINT sessions_user_id_fkey;

---- 07_verify.sql

-- 07.001  verify 3 facts in the catalog
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
            ('public.sessions', 'sessions_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.sessions_data_idx', 'public.sessions')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('table public.sessions', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.sessions') AND relkind IN ('r', 'p')))
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

-- 04.001  undone: drop foreign key sessions_user_id_fkey of public.sessions
ALTER TABLE public.sessions
    DROP CONSTRAINT sessions_user_id_fkey;

-- 02.001  undone: drop table public.sessions
DROP TABLE public.sessions;
