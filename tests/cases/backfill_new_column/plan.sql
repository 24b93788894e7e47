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

-- 02.001  add column shown_as to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN shown_as text;

-- 02.002  add column token to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN token uuid;

-- 02.003  add column rank to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::rank · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN rank integer;

-- 02.004  set the default of token of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: with public.users.token
ALTER TABLE public.users
    ALTER COLUMN token SET DEFAULT gen_random_uuid();

-- 02.005  set the default of rank of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::rank · undo: with public.users.rank
ALTER TABLE public.users
    ALTER COLUMN rank SET DEFAULT 0;

---- 03_backfill.sql

-- 03.001  have rows of public.users that are written without shown_as filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_shown_as_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.shown_as := (SELECT coalesce(nickname, split_part(users.email, '@', 1)) FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_shown_as_backfill() FROM PUBLIC;
CREATE TRIGGER users_shown_as_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.shown_as IS NULL) EXECUTE FUNCTION public.users_shown_as_backfill();
COMMIT;

-- 03.002  have rows of public.users that are written without token filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_token_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.token := (SELECT gen_random_uuid() FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_token_backfill() FROM PUBLIC;
CREATE TRIGGER users_token_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.token IS NULL) EXECUTE FUNCTION public.users_token_backfill();
COMMIT;

-- 03.003  have rows of public.users that are written without rank filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::rank · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_rank_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.rank := (SELECT CASE WHEN id > 1 THEN 10 ELSE 20 END FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_rank_backfill() FROM PUBLIC;
CREATE TRIGGER users_rank_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.rank IS NULL) EXECUTE FUNCTION public.users_rank_backfill();
COMMIT;

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
           SET shown_as = coalesce(nickname, split_part(users.email, '@', 1))
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND shown_as IS NULL AND (coalesce(nickname, split_part(users.email, '@', 1))) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND shown_as IS NULL AND (coalesce(nickname, split_part(users.email, '@', 1))) IS NOT NULL)
        LOOP
            UPDATE ONLY public.users
               SET shown_as = coalesce(nickname, split_part(users.email, '@', 1))
             WHERE ctid = filling.locked_row
               AND shown_as IS NULL AND (coalesce(nickname, split_part(users.email, '@', 1))) IS NOT NULL;
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

-- 03.005  fill token of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    User::token · undo: with public.users.token
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
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE token IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET token = gen_random_uuid()
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND token IS NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND token IS NULL)
        LOOP
            UPDATE ONLY public.users
               SET token = gen_random_uuid()
             WHERE ctid = filling.locked_row
               AND token IS NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.token: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.006  fill rank of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    User::rank · undo: with public.users.rank
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
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE rank IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET rank = CASE WHEN id > 1 THEN 10 ELSE 20 END
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND rank IS NULL AND (CASE WHEN id > 1 THEN 10 ELSE 20 END) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND rank IS NULL AND (CASE WHEN id > 1 THEN 10 ELSE 20 END) IS NOT NULL)
        LOOP
            UPDATE ONLY public.users
               SET rank = CASE WHEN id > 1 THEN 10 ELSE 20 END
             WHERE ctid = filling.locked_row
               AND rank IS NULL AND (CASE WHEN id > 1 THEN 10 ELSE 20 END) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.rank: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

---- 04_audit.sql

-- 04.001  look for rows of public.users that violate users_shown_as_not_null_check
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
            MESSAGE = 'constraint users_shown_as_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.002  look for rows of public.users that violate users_token_not_null_check
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
     WHERE (token IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (token IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_token_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.003  look for rows of public.users that violate users_rank_not_null_check
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
     WHERE (rank IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (rank IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_rank_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.004  look for rows of public.users that violate shown
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
     WHERE (shown_as <> '') IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (shown_as <> '') IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint shown of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.005  look for rows of public.users that are equal under users_token_key
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
      FROM (SELECT '(' || concat_ws(', ', token::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE token IS NOT NULL
           GROUP BY token
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', token::text) || ')' AS duplicate_key
            FROM ONLY public.users
           WHERE token IS NOT NULL
           GROUP BY token
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index users_token_key of public.users: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
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

-- 05.002  create unique index users_token_key on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::token · undo: rollback.sql 05.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_token_key
    ON public.users (token);

---- 06_add_not_valid.sql

-- 06.001  add check users_shown_as_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_shown_as_not_null_check
    CHECK (shown_as IS NOT NULL)
    NOT VALID;

-- 06.002  add check users_token_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_token_not_null_check
    CHECK (token IS NOT NULL)
    NOT VALID;

-- 06.003  add check users_rank_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::rank · undo: rollback.sql 06.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_rank_not_null_check
    CHECK (rank IS NOT NULL)
    NOT VALID;

---- 07_validate.sql

-- 07.001  validate check users_shown_as_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::shown_as · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_shown_as_not_null_check;

-- 07.002  validate check users_token_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::token · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_token_not_null_check;

-- 07.003  validate check users_rank_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::rank · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_rank_not_null_check;

---- 08_finish.sql

-- 08.001  set shown_as of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 08.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN shown_as SET NOT NULL;

-- 08.002  drop constraint users_shown_as_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 08.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_shown_as_not_null_check;

-- 08.003  set token of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 08.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN token SET NOT NULL;

-- 08.004  drop constraint users_token_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 08.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_token_not_null_check;

-- 08.005  set rank of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::rank · undo: rollback.sql 08.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN rank SET NOT NULL;

-- 08.006  drop constraint users_rank_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::rank · undo: rollback.sql 08.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_rank_not_null_check;

---- 09_key.sql

-- 09.001  make index users_token_key the unique users_token_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 09.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_token_key UNIQUE USING INDEX users_token_key;

---- 10_add_not_valid.sql

-- 10.001  add check shown to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::check shown · undo: rollback.sql 10.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT shown
    CHECK (shown_as <> '')
    NOT VALID;

---- 11_validate.sql

-- 11.001  validate check shown
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::check shown · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT shown;

---- 12_verify.sql

-- 12.001  verify 18 facts in the catalog
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
            ('public.users', 'shown', 'c', NULL),
            ('public.users', 'users_token_key', 'u', 'UNIQUE (token)')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.users_shown_as_idx', 'public.users'),
            ('public.users_token_key', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.users.rank', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'rank' AND NOT attisdropped)),
            ('column public.users.shown_as', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'shown_as' AND NOT attisdropped)),
            ('column public.users.token', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'token' AND NOT attisdropped)),
            ('constraint users_rank_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_rank_not_null_check')),
            ('constraint users_shown_as_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_shown_as_not_null_check')),
            ('constraint users_token_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_token_not_null_check')),
            ('default of public.users.rank', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'rank' AND NOT attisdropped AND atthasdef = true)),
            ('default of public.users.token', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'token' AND NOT attisdropped AND atthasdef = true)),
            ('not null of public.users.rank', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'rank' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.users.shown_as', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'shown_as' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.users.token', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'token' AND NOT attisdropped AND attnotnull = true)),
            ('trigger users_rank_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_rank_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger users_shown_as_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_shown_as_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger users_token_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_token_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
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

---- 13_drop.sql

-- 13.001  have rows of public.users that are written without shown_as filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::shown_as · undo: rollback.sql 13.001 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_shown_as_backfill ON public.users;
DROP FUNCTION public.users_shown_as_backfill();
COMMIT;

-- 13.002  have rows of public.users that are written without token filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 13.002 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_token_backfill ON public.users;
DROP FUNCTION public.users_token_backfill();
COMMIT;

-- 13.003  have rows of public.users that are written without rank filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::rank · undo: rollback.sql 13.003 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_rank_backfill ON public.users;
DROP FUNCTION public.users_rank_backfill();
COMMIT;

---- 14_verify.sql

-- 14.001  verify 3 facts in the catalog
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
            ('trigger users_rank_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_rank_backfill' AND NOT tgisinternal)),
            ('trigger users_shown_as_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_shown_as_backfill' AND NOT tgisinternal)),
            ('trigger users_token_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_token_backfill' AND NOT tgisinternal))
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

-- 10.001  undone: drop constraint shown of public.users
ALTER TABLE public.users
    DROP CONSTRAINT shown;

-- 09.001  undone: drop constraint users_token_key of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_token_key;

-- 08.005  undone: let rank of public.users be null
ALTER TABLE public.users
    ALTER COLUMN rank DROP NOT NULL;

-- 08.003  undone: let token of public.users be null
ALTER TABLE public.users
    ALTER COLUMN token DROP NOT NULL;

-- 08.001  undone: let shown_as of public.users be null
ALTER TABLE public.users
    ALTER COLUMN shown_as DROP NOT NULL;

-- 05.001  undone: drop index users_shown_as_idx of public.users, concurrently
DROP INDEX CONCURRENTLY public.users_shown_as_idx;

-- 02.003  undone: drop column rank of public.users
ALTER TABLE public.users
    DROP COLUMN rank;

-- 02.002  undone: drop column token of public.users
ALTER TABLE public.users
    DROP COLUMN token;

-- 02.001  undone: drop column shown_as of public.users
ALTER TABLE public.users
    DROP COLUMN shown_as;
