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
        SELECT 'ownership of ' || name FROM (VALUES ('public.users')) AS needed (name)
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

-- 02.001  add column fee to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::fee · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN fee integer;

-- 02.002  replace column plain of public.users by a stored generated one
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::plain · undo: none, the values that public.users.plain held before it was computed are gone
ALTER TABLE public.users
    DROP COLUMN plain,
    ADD COLUMN plain bigint GENERATED ALWAYS AS (price * 3 + coalesce(fee, 0)) STORED NOT NULL;

-- 02.003  replace column double of public.users by a stored generated one
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::double · undo: none, PostgreSQL would put public.users.double behind all other columns again
ALTER TABLE public.users
    DROP COLUMN double,
    ADD COLUMN double integer GENERATED ALWAYS AS (price * 4 + coalesce(fee, 0)) STORED NOT NULL;

---- 03_audit.sql

-- 03.001  look for rows of public.users that violate plain_positive
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.users
     WHERE (plain > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (plain > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint plain_positive of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 04_index.sql

-- 04.001  create index users_double_idx on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    T::index on double · undo: rollback.sql 04.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY users_double_idx
    ON public.users (double);

---- 05_add_not_valid.sql

-- 05.001  add check plain_positive to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::check plain_positive · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT plain_positive
    CHECK (plain > 0)
    NOT VALID;

---- 06_validate.sql

-- 06.001  validate check plain_positive
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::check plain_positive · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT plain_positive;

---- 07_finish.sql

-- 07.001  comment on table public.users and what belongs to it
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    T · undo: rollback.sql 07.001 (SHARE UPDATE EXCLUSIVE)
COMMENT ON COLUMN public.users.plain IS 'What it costs with all.';

---- 08_verify.sql

-- 08.001  verify 4 facts in the catalog
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
            ('public.users', 'plain_positive', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_double_idx', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.users.fee', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'fee' AND NOT attisdropped)),
            ('expression of public.users.plain', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'plain' AND NOT attisdropped AND attgenerated = 's'))
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

-- 02.002  irreversible: the values that public.users.plain held before it was computed are gone

-- 02.003  irreversible: PostgreSQL would put public.users.double behind all other columns again

-- 07.001  undone: comment on table public.users and what belongs to it
COMMENT ON COLUMN public.users.plain IS NULL;

-- 05.001  undone: drop constraint plain_positive of public.users
ALTER TABLE public.users
    DROP CONSTRAINT plain_positive;

-- 04.001  undone: drop index users_double_idx of public.users, concurrently
DROP INDEX CONCURRENTLY public.users_double_idx;

-- 02.001  undone: drop column fee of public.users
ALTER TABLE public.users
    DROP COLUMN fee;
