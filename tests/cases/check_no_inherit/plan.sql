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

-- 01.002  look for rows of public.users that violate email_given_new
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
     WHERE (email <> '') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (email <> '') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint email_given_new of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.users that violate id_positive
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
     WHERE (id > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (id > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint id_positive of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.users that violate nickname_given_new
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
     WHERE (nickname <> '') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (nickname <> '') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint nickname_given_new of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 02_add_not_valid.sql

-- 02.001  add check email_given_new to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check email_given · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT email_given_new
    CHECK (email <> '')
    NOT VALID;

-- 02.002  add check id_positive to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check id_positive · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT id_positive
    CHECK (id > 0) NO INHERIT
    NOT VALID;

-- 02.003  add check nickname_given_new to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check nickname_given · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT nickname_given_new
    CHECK (nickname <> '') NO INHERIT
    NOT VALID;

---- 03_validate.sql

-- 03.001  validate check email_given_new
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::check email_given · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT email_given_new;

-- 03.002  validate check id_positive
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::check id_positive · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT id_positive;

-- 03.003  validate check nickname_given_new
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::check nickname_given · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT nickname_given_new;

---- 04_finish.sql

-- 04.001  drop constraint email_given of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check email_given · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT email_given;

-- 04.002  rename constraint email_given_new of public.users to email_given
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check email_given · undo: rollback.sql 04.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT email_given_new TO email_given;

-- 04.003  drop constraint nickname_given of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check nickname_given · undo: rollback.sql 04.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT nickname_given;

-- 04.004  rename constraint nickname_given_new of public.users to nickname_given
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check nickname_given · undo: rollback.sql 04.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    RENAME CONSTRAINT nickname_given_new TO nickname_given;

-- 04.005  comment on table public.users and what belongs to it
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    User · undo: rollback.sql 04.005 (ACCESS SHARE)
COMMENT ON CONSTRAINT nickname_given ON public.users IS 'If any.';

---- 05_verify.sql

-- 05.001  verify 5 facts in the catalog
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
            ('public.users', 'email_given', 'c', NULL),
            ('public.users', 'id_positive', 'c', NULL),
            ('public.users', 'nickname_given', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint email_given_new of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'email_given_new')),
            ('constraint nickname_given_new of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'nickname_given_new'))
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

-- 04.005  undone: comment on table public.users and what belongs to it
COMMENT ON CONSTRAINT nickname_given ON public.users IS NULL;

-- 04.004  undone: rename constraint nickname_given of public.users to nickname_given_new
ALTER TABLE public.users
    RENAME CONSTRAINT nickname_given TO nickname_given_new;

-- 04.003  undone: add check nickname_given to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT nickname_given
    CHECK (nickname <> '')
    NOT VALID;

-- 04.003  undone: validate check nickname_given
ALTER TABLE public.users
    VALIDATE CONSTRAINT nickname_given;

-- 04.003  undone: comment on table public.users and what belongs to it
COMMENT ON CONSTRAINT nickname_given ON public.users IS 'If any.';

-- 04.002  undone: rename constraint email_given of public.users to email_given_new
ALTER TABLE public.users
    RENAME CONSTRAINT email_given TO email_given_new;

-- 04.001  undone: add check email_given to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT email_given
    CHECK (email <> '') NO INHERIT
    NOT VALID;

-- 04.001  undone: validate check email_given
ALTER TABLE public.users
    VALIDATE CONSTRAINT email_given;

-- 02.003  undone: drop constraint nickname_given_new of public.users
ALTER TABLE public.users
    DROP CONSTRAINT nickname_given_new;

-- 02.002  undone: drop constraint id_positive of public.users
ALTER TABLE public.users
    DROP CONSTRAINT id_positive;

-- 02.001  undone: drop constraint email_given_new of public.users
ALTER TABLE public.users
    DROP CONSTRAINT email_given_new;
