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

-- 02.001  add column weight to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::weight · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN weight integer;

-- 02.002  add column heavier to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    public.users · rewrites public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::heavier · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN heavier integer GENERATED ALWAYS AS (weight + 1) STORED;

---- 03_backfill.sql

-- 03.001  have rows of public.users that are written without price filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    T::price · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_price_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.price := (SELECT 5 FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_price_backfill() FROM PUBLIC;
CREATE TRIGGER users_price_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.price IS NULL) EXECUTE FUNCTION public.users_price_backfill();
COMMIT;

-- 03.002  have rows of public.users that are written without weight filled
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    T::weight · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
BEGIN;
CREATE FUNCTION public.users_weight_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.weight := (SELECT 7 FROM (SELECT NEW.*) AS users);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.users_weight_backfill() FROM PUBLIC;
CREATE TRIGGER users_weight_backfill
    BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW WHEN (NEW.weight IS NULL) EXECUTE FUNCTION public.users_weight_backfill();
COMMIT;

-- 03.003  fill price of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    T::price · undo: none, the values stay
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
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE price IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET price = 5
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND price IS NULL AND (5) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND price IS NULL AND (5) IS NOT NULL)
        LOOP
            UPDATE ONLY public.users
               SET price = 5
             WHERE ctid = filling.locked_row
               AND price IS NULL AND (5) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.price: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.004  fill weight of public.users in batches
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · outside a transaction block
-- from    T::weight · undo: with public.users.weight
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
    SELECT count(*) INTO open_rows FROM ONLY public.users WHERE weight IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.users'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.users
           SET weight = 7
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.users
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND weight IS NULL AND (7) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.users
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND weight IS NULL AND (7) IS NOT NULL)
        LOOP
            UPDATE ONLY public.users
               SET weight = 7
             WHERE ctid = filling.locked_row
               AND weight IS NULL AND (7) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.users.weight: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

---- 04_audit.sql

-- 04.001  look for rows of public.users that violate users_price_not_null_check
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
     WHERE (price IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (price IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_price_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.002  look for rows of public.users that violate users_double_not_null_check
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
     WHERE (double IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (double IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_double_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.003  look for rows of public.users that violate users_weight_not_null_check
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
     WHERE (weight IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (weight IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_weight_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.004  look for rows of public.users that violate users_heavier_not_null_check
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
     WHERE (heavier IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(users.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.users
     WHERE (heavier IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint users_heavier_not_null_check of public.users: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 05_add_not_valid.sql

-- 05.001  add check users_price_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::price · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_price_not_null_check
    CHECK (price IS NOT NULL)
    NOT VALID;

-- 05.002  add check users_double_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::double · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_double_not_null_check
    CHECK (double IS NOT NULL)
    NOT VALID;

-- 05.003  add check users_weight_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::weight · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_weight_not_null_check
    CHECK (weight IS NOT NULL)
    NOT VALID;

-- 05.004  add check users_heavier_not_null_check to public.users, not yet valid
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::heavier · undo: rollback.sql 05.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD CONSTRAINT users_heavier_not_null_check
    CHECK (heavier IS NOT NULL)
    NOT VALID;

---- 06_validate.sql

-- 06.001  validate check users_price_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::price · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_price_not_null_check;

-- 06.002  validate check users_double_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::double · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_double_not_null_check;

-- 06.003  validate check users_weight_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::weight · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_weight_not_null_check;

-- 06.004  validate check users_heavier_not_null_check
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- from    T::heavier · undo: nothing to undo
ALTER TABLE public.users
    VALIDATE CONSTRAINT users_heavier_not_null_check;

---- 07_finish.sql

-- 07.001  set price of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::price · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN price SET NOT NULL;

-- 07.002  drop constraint users_price_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::price · undo: rollback.sql 07.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_price_not_null_check;

-- 07.003  set double of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::double · undo: rollback.sql 07.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN double SET NOT NULL;

-- 07.004  drop constraint users_double_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::double · undo: rollback.sql 07.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_double_not_null_check;

-- 07.005  set weight of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::weight · undo: rollback.sql 07.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN weight SET NOT NULL;

-- 07.006  drop constraint users_weight_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::weight · undo: rollback.sql 07.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_weight_not_null_check;

-- 07.007  set heavier of public.users not null, as its validated check proves
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::heavier · undo: rollback.sql 07.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ALTER COLUMN heavier SET NOT NULL;

-- 07.008  drop constraint users_heavier_not_null_check of public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::heavier · undo: rollback.sql 07.008 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    DROP CONSTRAINT users_heavier_not_null_check;

---- 08_verify.sql

-- 08.001  verify 12 facts in the catalog
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
            ('column public.users.heavier', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'heavier' AND NOT attisdropped)),
            ('column public.users.weight', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'weight' AND NOT attisdropped)),
            ('constraint users_double_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_double_not_null_check')),
            ('constraint users_heavier_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_heavier_not_null_check')),
            ('constraint users_price_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_price_not_null_check')),
            ('constraint users_weight_not_null_check of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.users') AND conname = 'users_weight_not_null_check')),
            ('not null of public.users.double', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'double' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.users.heavier', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'heavier' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.users.price', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'price' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.users.weight', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'weight' AND NOT attisdropped AND attnotnull = true)),
            ('trigger users_price_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_price_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger users_weight_backfill of public.users', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_weight_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
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

-- 09.001  have rows of public.users that are written without price filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::price · undo: rollback.sql 09.001 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_price_backfill ON public.users;
DROP FUNCTION public.users_price_backfill();
COMMIT;

-- 09.002  have rows of public.users that are written without weight filled no more
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    T::weight · undo: rollback.sql 09.002 (SHARE ROW EXCLUSIVE)
BEGIN;
DROP TRIGGER users_weight_backfill ON public.users;
DROP FUNCTION public.users_weight_backfill();
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
            ('trigger users_price_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_price_backfill' AND NOT tgisinternal)),
            ('trigger users_weight_backfill of public.users', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.users') AND tgname = 'users_weight_backfill' AND NOT tgisinternal))
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

-- 07.007  undone: let heavier of public.users be null
ALTER TABLE public.users
    ALTER COLUMN heavier DROP NOT NULL;

-- 07.005  undone: let weight of public.users be null
ALTER TABLE public.users
    ALTER COLUMN weight DROP NOT NULL;

-- 07.003  undone: let double of public.users be null
ALTER TABLE public.users
    ALTER COLUMN double DROP NOT NULL;

-- 07.001  undone: let price of public.users be null
ALTER TABLE public.users
    ALTER COLUMN price DROP NOT NULL;

-- 02.002  undone: drop column heavier of public.users
ALTER TABLE public.users
    DROP COLUMN heavier;

-- 02.001  undone: drop column weight of public.users
ALTER TABLE public.users
    DROP COLUMN weight;
