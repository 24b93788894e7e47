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

-- 02.001  let email of public.users be null
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::email · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN email DROP NOT NULL;

-- 02.002  add column shown_as to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN shown_as text;

---- 03_backfill.sql

-- 03.001  have rows of public.users that are written without age filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::age · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_age_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.age := (SELECT length(email) FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_age_backfill() FROM PUBLIC;
CREATE TRIGGER users_age_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.age IS NULL) EXECUTE FUNCTION public.users_age_backfill();
COMMIT;

-- 03.002  have rows of public.users that are written without shown_as filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_shown_as_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.shown_as := (SELECT coalesce(email, '') FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_shown_as_backfill() FROM PUBLIC;
CREATE TRIGGER users_shown_as_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.shown_as IS NULL) EXECUTE FUNCTION public.users_shown_as_backfill();
COMMIT;

-- 03.003  fill age of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    User::age · undo: none, the values stay
DO $fill$
#variable_conflict use_column
<<filling>>
DECLARE
    pages CONSTANT bigint := 32;
    batches bigint := 0;
    open_rows bigint;
    filled_rows bigint := 0;
    changed bigint;
    first_row tid;
    end_row tid;
    locked_row tid;
BEGIN
    COMMIT;
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE age IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET age = length(email)
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND age IS NULL AND (length(email)) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND age IS NULL AND (length(email)) IS NOT NULL)
        LOOP
            UPDATE ONLY public.users
               SET age = length(email)
             WHERE ctid = filling.locked_row
               AND age IS NULL AND (length(email)) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.age: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.004  fill shown_as of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    User::shown_as · undo: with public.users.shown_as
DO $fill$
#variable_conflict use_column
<<filling>>
DECLARE
    pages CONSTANT bigint := 32;
    batches bigint := 0;
    open_rows bigint;
    filled_rows bigint := 0;
    changed bigint;
    first_row tid;
    end_row tid;
    locked_row tid;
BEGIN
    COMMIT;
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE shown_as IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET shown_as = coalesce(email, '')
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND shown_as IS NULL AND (coalesce(email, '')) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND shown_as IS NULL AND (coalesce(email, '')) IS NOT NULL)
        LOOP
            UPDATE ONLY public.users
               SET shown_as = coalesce(email, '')
             WHERE ctid = filling.locked_row
               AND shown_as IS NULL AND (coalesce(email, '')) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.shown_as: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

---- 04_audit.sql

-- 04.001  look for rows of public.users that violate users_age_not_null
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
     WHERE (age IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (age IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_age_not_null of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.002  look for rows of public.users that violate users_shown_as_not_null
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
     WHERE (shown_as IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (shown_as IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_shown_as_not_null of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 05_index.sql

-- 05.001  create index users_shown_as_idx on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::index on shown_as · undo: rollback.sql 05.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY users_shown_as_idx
    ON public.users (shown_as);

---- 06_add_not_valid.sql

-- 06.001  add NOT NULL of age to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::age · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_age_not_null
    NOT NULL age
    NOT VALID;

-- 06.002  add NOT NULL of shown_as to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_shown_as_not_null
    NOT NULL shown_as
    NOT VALID;

---- 07_validate.sql

-- 07.001  validate NOT NULL of age of public.users
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::age · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_age_not_null;

-- 07.002  validate NOT NULL of shown_as of public.users
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::shown_as · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_shown_as_not_null;

---- 08_verify.sql

-- 08.001  verify 7 facts in the catalog
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
            ('public.users', 'users_age_not_null', 'n', NULL),
            ('public.users', 'users_shown_as_not_null', 'n', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_shown_as_idx', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.users.shown_as', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'shown_as' AND NOT attisdropped)),
            ('not null of public.users.email', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'email' AND NOT attisdropped AND attnotnull = false)),
            ('trigger users_age_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_age_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger users_shown_as_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_shown_as_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- 09_drop.sql

-- 09.001  have rows of public.users that are written without age filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::age · undo: rollback.sql 09.001 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_age_backfill ON public.users;
DROP FUNCTION public.users_age_backfill();
COMMIT;

-- 09.002  have rows of public.users that are written without shown_as filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 09.002 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_shown_as_backfill ON public.users;
DROP FUNCTION public.users_shown_as_backfill();
COMMIT;

---- 10_verify.sql

-- 10.001  verify 2 facts in the catalog
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
            ('trigger users_age_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_age_backfill' AND NOT tgisinternal)),
            ('trigger users_shown_as_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_shown_as_backfill' AND NOT tgisinternal))
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

-- 06.002  undone: let shown_as of public.users be null
ALTER TABLE public.users
    ALTER COLUMN shown_as DROP NOT NULL;

-- 06.001  undone: let age of public.users be null
ALTER TABLE public.users
    ALTER COLUMN age DROP NOT NULL;

-- 05.001  undone: drop index users_shown_as_idx of public.users, concurrently
DROP INDEX CONCURRENTLY public.users_shown_as_idx;

-- 02.002  undone: drop column shown_as of public.users
ALTER TABLE public.users
    DROP COLUMN shown_as;

-- 02.001  undone: add check users_email_not_null_check to public.users, not yet valid
ALTER TABLE public.users
    ADD CONSTRAINT users_email_not_null_check
    CHECK (email IS NOT NULL)
    NOT VALID;

-- 02.001  undone: validate check users_email_not_null_check
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_email_not_null_check;

-- 02.001  undone: set email of public.users not null, as its validated check proves
ALTER TABLE public.users
    ALTER COLUMN email SET NOT NULL;

-- 02.001  undone: drop constraint users_email_not_null_check of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_email_not_null_check;
