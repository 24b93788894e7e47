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

-- 02.001  create sequence public.places
-- locks   none
-- scan    none · own transaction
-- from    schema!: sequence places · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE SEQUENCE public.places AS bigint START WITH 100 MAXVALUE 102;

-- 02.002  create sequence public.users_number_seq
-- locks   none
-- scan    none · own transaction
-- from    User::number · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
CREATE SEQUENCE public.users_number_seq AS integer;

-- 02.003  add column token to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN token uuid;

-- 02.004  add column number to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::number · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN number integer;

-- 02.005  add column place to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::place · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN place bigint;

-- 02.006  set the default of token of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: with public.users.token
ALTER TABLE public.users
    ALTER COLUMN token SET DEFAULT gen_random_uuid();

-- 02.007  set the default of number of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::number · undo: with public.users.number
ALTER TABLE public.users
    ALTER COLUMN number SET DEFAULT (nextval('public.users_number_seq'::regclass));

-- 02.008  set the default of place of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::place · undo: with public.users.place
ALTER TABLE public.users
    ALTER COLUMN place SET DEFAULT (nextval('places'));

-- 02.009  have sequence public.users_number_seq go with public.users.number
-- locks   public.users_number_seq: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction, required: else writers of public.users wait for these locks too
-- from    User::number · undo: rollback.sql 02.009 (SHARE ROW EXCLUSIVE)
ALTER SEQUENCE public.users_number_seq
    OWNED BY public.users.number;

---- 03_backfill.sql

-- 03.001  have rows of public.users that are written without token filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.users_number_seq wait for these locks too
-- from    User::token · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
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

-- 03.002  have rows of public.users that are written without number filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::number · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_number_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.number := (SELECT nextval('public.users_number_seq'::regclass) FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_number_backfill() FROM PUBLIC;
CREATE TRIGGER users_number_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.number IS NULL) EXECUTE FUNCTION public.users_number_backfill();
COMMIT;

-- 03.003  have rows of public.users that are written without place filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    User::place · undo: rollback.sql 03.003 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_place_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.place := (SELECT nextval('places') FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_place_backfill() FROM PUBLIC;
CREATE TRIGGER users_place_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.place IS NULL) EXECUTE FUNCTION public.users_place_backfill();
COMMIT;

-- 03.004  fill token of public.users in batches
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

-- 03.005  fill number of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    User::number · undo: with public.users.number
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
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE number IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET number = nextval('public.users_number_seq'::regclass)
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND number IS NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND number IS NULL)
        LOOP
            UPDATE ONLY public.users
               SET number = nextval('public.users_number_seq'::regclass)
             WHERE ctid = filling.locked_row
               AND number IS NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.number: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.006  fill place of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    User::place · undo: with public.users.place
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
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE place IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET place = nextval('places')
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND place IS NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND place IS NULL)
        LOOP
            UPDATE ONLY public.users
               SET place = nextval('places')
             WHERE ctid = filling.locked_row
               AND place IS NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.place: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

---- 04_audit.sql

-- 04.001  look for rows of public.users that violate users_token_not_null_check
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

-- 04.002  look for rows of public.users that violate users_number_not_null_check
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
     WHERE (number IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (number IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_number_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.003  look for rows of public.users that violate users_place_not_null_check
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
     WHERE (place IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (place IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_place_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.004  look for rows of public.users that are equal under users_token_key
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

-- 05.001  create unique index users_token_key on public.users, concurrently
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · outside a transaction block
-- from    User::token · undo: rollback.sql 05.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY users_token_key
    ON public.users (token);

---- 06_add_not_valid.sql

-- 06.001  add check users_token_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_token_not_null_check
    CHECK (token IS NOT NULL)
    NOT VALID;

-- 06.002  add check users_number_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::number · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_number_not_null_check
    CHECK (number IS NOT NULL)
    NOT VALID;

-- 06.003  add check users_place_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::place · undo: rollback.sql 06.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_place_not_null_check
    CHECK (place IS NOT NULL)
    NOT VALID;

---- 07_validate.sql

-- 07.001  validate check users_token_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::token · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_token_not_null_check;

-- 07.002  validate check users_number_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::number · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_number_not_null_check;

-- 07.003  validate check users_place_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    User::place · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_place_not_null_check;

---- 08_finish.sql

-- 08.001  set token of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 08.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN token SET NOT NULL;

-- 08.002  drop constraint users_token_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 08.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_token_not_null_check;

-- 08.003  set number of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::number · undo: rollback.sql 08.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN number SET NOT NULL;

-- 08.004  drop constraint users_number_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::number · undo: rollback.sql 08.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_number_not_null_check;

-- 08.005  set place of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::place · undo: rollback.sql 08.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN place SET NOT NULL;

-- 08.006  drop constraint users_place_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::place · undo: rollback.sql 08.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_place_not_null_check;

---- 09_key.sql

-- 09.001  make index users_token_key the unique users_token_key of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 09.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_token_key UNIQUE USING INDEX users_token_key;

---- 10_verify.sql

-- 10.001  verify 20 facts in the catalog
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
            ('public.users_token_key', 'public.users')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public.users.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'number' AND NOT attisdropped)),
            ('column public.users.place', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'place' AND NOT attisdropped)),
            ('column public.users.token', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'token' AND NOT attisdropped)),
            ('constraint users_number_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_number_not_null_check')),
            ('constraint users_place_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_place_not_null_check')),
            ('constraint users_token_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_token_not_null_check')),
            ('default of public.users.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'number' AND NOT attisdropped AND atthasdef = true)),
            ('default of public.users.place', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'place' AND NOT attisdropped AND atthasdef = true)),
            ('default of public.users.token', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'token' AND NOT attisdropped AND atthasdef = true)),
            ('not null of public.users.number', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'number' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.users.place', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'place' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.users.token', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'token' AND NOT attisdropped AND attnotnull = true)),
            ('owner of sequence public.users_number_seq', EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = pg_catalog.to_regclass('public.users_number_seq') AND deptype = 'a'
                AND refobjid = pg_catalog.to_regclass('public.users') AND refobjsubid = (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'number' AND NOT attisdropped))),
            ('sequence public.places', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.places') AND seqtypid = pg_catalog.to_regtype('bigint')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (100, 1, 1, 102, 1, false))),
            ('sequence public.users_number_seq', EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.users_number_seq') AND seqtypid = pg_catalog.to_regtype('integer')
                AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = (1, 1, 1, 2147483647, 1, false))),
            ('trigger users_number_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_number_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger users_place_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_place_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
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

---- 11_drop.sql

-- 11.001  have rows of public.users that are written without token filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::token · undo: rollback.sql 11.001 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_token_backfill ON public.users;
DROP FUNCTION public.users_token_backfill();
COMMIT;

-- 11.002  have rows of public.users that are written without number filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::number · undo: rollback.sql 11.002 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_number_backfill ON public.users;
DROP FUNCTION public.users_number_backfill();
COMMIT;

-- 11.003  have rows of public.users that are written without place filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::place · undo: rollback.sql 11.003 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_place_backfill ON public.users;
DROP FUNCTION public.users_place_backfill();
COMMIT;

---- 12_verify.sql

-- 12.001  verify 3 facts in the catalog
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
            ('trigger users_number_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_number_backfill' AND NOT tgisinternal)),
            ('trigger users_place_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_place_backfill' AND NOT tgisinternal)),
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

-- 09.001  undone: drop constraint users_token_key of public.users
ALTER TABLE public.users
    DROP CONSTRAINT users_token_key;

-- 08.005  undone: let place of public.users be null
ALTER TABLE public.users
    ALTER COLUMN place DROP NOT NULL;

-- 08.003  undone: let number of public.users be null
ALTER TABLE public.users
    ALTER COLUMN number DROP NOT NULL;

-- 08.001  undone: let token of public.users be null
ALTER TABLE public.users
    ALTER COLUMN token DROP NOT NULL;

-- 02.009  undone: have sequence public.users_number_seq stay by itself
ALTER SEQUENCE public.users_number_seq
    OWNED BY NONE;

-- 02.005  undone: drop column place of public.users
ALTER TABLE public.users
    DROP COLUMN place;

-- 02.004  undone: drop column number of public.users
ALTER TABLE public.users
    DROP COLUMN number;

-- 02.003  undone: drop column token of public.users
ALTER TABLE public.users
    DROP COLUMN token;

-- 02.002  undone: drop sequence public.users_number_seq
DROP SEQUENCE public.users_number_seq;

-- 02.001  undone: drop sequence public.places
DROP SEQUENCE public.places;
