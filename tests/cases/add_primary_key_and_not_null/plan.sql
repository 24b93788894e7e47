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

-- 01.002  look for rows of public.users that violate users_id_not_null_check
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.users
     WHERE (id IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL'), coalesce(users.email::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (id IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_id_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, email), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.users that are equal under users_pkey
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
      FROM (SELECT '(' || concat_ws(', ', id::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE id IS NOT NULL
           GROUP BY id
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', id::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE id IS NOT NULL
           GROUP BY id
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_pkey of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create unique index users_pkey on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::id · undo: rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_pkey
    ON public.users (id);

---- 03_add_not_valid.sql

-- 03.001  add check users_id_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::id · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_id_not_null_check
    CHECK (id IS NOT NULL)
    NOT VALID;

---- 04_validate.sql

-- 04.001  validate check users_id_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::id · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_id_not_null_check;

---- 05_finish.sql

-- 05.001  set id of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::id · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN id SET NOT NULL;

-- 05.002  drop constraint users_id_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::id · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_id_not_null_check;

---- 06_key.sql

-- 06.001  make index users_pkey the primary key users_pkey of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::id · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;

---- 07_verify.sql

-- 07.001  verify 4 facts in the catalog
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
            ('public.users', 'users_pkey', 'p', 'PRIMARY KEY (id)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_pkey', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint users_id_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_id_not_null_check')),
            ('not null of public.users.id', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'id' AND NOT attisdropped AND attnotnull = true))
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

-- 06.001  undone: drop constraint users_pkey of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_pkey;

-- 05.001  undone: let id of public.users be null
ALTER TABLE public.users
    ALTER COLUMN id DROP NOT NULL;
