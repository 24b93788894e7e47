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
        SELECT 'ownership of ' || name FROM (VALUES ('public.events')) AS needed (name)
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

-- 02.001  add column label to public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::label · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD COLUMN label text;

---- 03_backfill.sql

-- 03.001  have rows of public.events that are written without note filled
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Event::note · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE FUNCTION public.events_note_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.note := (SELECT 'no note of ' || events.id FROM (SELECT NEW.*) AS events);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.events_note_backfill() FROM PUBLIC;
CREATE TRIGGER events_note_backfill
    BEFORE INSERT OR UPDATE ON public.events
    FOR EACH ROW WHEN (NEW.note IS NULL) EXECUTE FUNCTION public.events_note_backfill();
COMMIT;

-- 03.002  have rows of public.events that are written without label filled
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Event::label · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE on each)
BEGIN;
CREATE FUNCTION public.events_label_backfill() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
BEGIN
    NEW.label := (SELECT upper(events.kind) FROM (SELECT NEW.*) AS events);
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION public.events_label_backfill() FROM PUBLIC;
CREATE TRIGGER events_label_backfill
    BEFORE INSERT OR UPDATE ON public.events
    FOR EACH ROW WHEN (NEW.label IS NULL) EXECUTE FUNCTION public.events_label_backfill();
COMMIT;

-- 03.003  fill note of public.events_2020 in batches
-- locks   public.events_2020: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.events_2020 · outside a transaction block
-- from    Event::note · undo: none, the values stay
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
    SELECT count(*) INTO open_rows FROM ONLY public.events_2020 WHERE note IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.events_2020'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.events_2020 AS events
           SET note = 'no note of ' || events.id
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.events_2020 AS events
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.events_2020 AS events
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL)
        LOOP
            UPDATE ONLY public.events_2020 AS events
               SET note = 'no note of ' || events.id
             WHERE ctid = filling.locked_row
               AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.events_2020.note: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.004  fill note of public.events_2021_a in batches
-- locks   public.events_2021_a: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.events_2021_a · outside a transaction block
-- from    Event::note · undo: none, the values stay
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
    SELECT count(*) INTO open_rows FROM ONLY public.events_2021_a WHERE note IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.events_2021_a'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.events_2021_a AS events
           SET note = 'no note of ' || events.id
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.events_2021_a AS events
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.events_2021_a AS events
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL)
        LOOP
            UPDATE ONLY public.events_2021_a AS events
               SET note = 'no note of ' || events.id
             WHERE ctid = filling.locked_row
               AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.events_2021_a.note: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.005  fill note of public.events_2021_rest in batches
-- locks   public.events_2021_rest: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.events_2021_rest · outside a transaction block
-- from    Event::note · undo: none, the values stay
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
    SELECT count(*) INTO open_rows FROM ONLY public.events_2021_rest WHERE note IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.events_2021_rest'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.events_2021_rest AS events
           SET note = 'no note of ' || events.id
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.events_2021_rest AS events
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.events_2021_rest AS events
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL)
        LOOP
            UPDATE ONLY public.events_2021_rest AS events
               SET note = 'no note of ' || events.id
             WHERE ctid = filling.locked_row
               AND note IS NULL AND ('no note of ' || events.id) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.events_2021_rest.note: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.006  fill label of public.events_2020 in batches
-- locks   public.events_2020: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.events_2020 · outside a transaction block
-- from    Event::label · undo: with public.events.label
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
    SELECT count(*) INTO open_rows FROM ONLY public.events_2020 WHERE label IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.events_2020'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.events_2020 AS events
           SET label = upper(events.kind)
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.events_2020 AS events
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND label IS NULL AND (upper(events.kind)) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.events_2020 AS events
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND label IS NULL AND (upper(events.kind)) IS NOT NULL)
        LOOP
            UPDATE ONLY public.events_2020 AS events
               SET label = upper(events.kind)
             WHERE ctid = filling.locked_row
               AND label IS NULL AND (upper(events.kind)) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.events_2020.label: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.007  fill label of public.events_2021_a in batches
-- locks   public.events_2021_a: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.events_2021_a · outside a transaction block
-- from    Event::label · undo: with public.events.label
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
    SELECT count(*) INTO open_rows FROM ONLY public.events_2021_a WHERE label IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.events_2021_a'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.events_2021_a AS events
           SET label = upper(events.kind)
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.events_2021_a AS events
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND label IS NULL AND (upper(events.kind)) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.events_2021_a AS events
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND label IS NULL AND (upper(events.kind)) IS NOT NULL)
        LOOP
            UPDATE ONLY public.events_2021_a AS events
               SET label = upper(events.kind)
             WHERE ctid = filling.locked_row
               AND label IS NULL AND (upper(events.kind)) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.events_2021_a.label: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

-- 03.008  fill label of public.events_2021_rest in batches
-- locks   public.events_2021_rest: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.events_2021_rest · outside a transaction block
-- from    Event::label · undo: with public.events.label
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
    SELECT count(*) INTO open_rows FROM ONLY public.events_2021_rest WHERE label IS NULL;
    IF open_rows > 0 THEN
        batches := pg_catalog.ceil(pg_catalog.pg_relation_size('public.events_2021_rest'::pg_catalog.regclass)::numeric
            / pg_catalog.current_setting('block_size')::bigint / pages);
    END IF;
    FOR batch IN 1..batches LOOP
        first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;
        end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;
        UPDATE ONLY public.events_2021_rest AS events
           SET label = upper(events.kind)
         WHERE ctid = ANY (ARRAY(
                   SELECT ctid FROM ONLY public.events_2021_rest AS events
                    WHERE ctid >= filling.first_row AND ctid < filling.end_row
                      AND label IS NULL AND (upper(events.kind)) IS NOT NULL
                      FOR NO KEY UPDATE SKIP LOCKED));
        GET DIAGNOSTICS changed = ROW_COUNT;
        filled_rows := filled_rows + changed;
        COMMIT;
        -- What others had locked comes row by row, while no other row is held.
        FOREACH locked_row IN ARRAY ARRAY(
            SELECT ctid FROM ONLY public.events_2021_rest AS events
             WHERE ctid >= filling.first_row AND ctid < filling.end_row
               AND label IS NULL AND (upper(events.kind)) IS NOT NULL)
        LOOP
            UPDATE ONLY public.events_2021_rest AS events
               SET label = upper(events.kind)
             WHERE ctid = filling.locked_row
               AND label IS NULL AND (upper(events.kind)) IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
            filled_rows := filled_rows + changed;
            COMMIT;
        END LOOP;
        IF batch * 100 / batches > (batch - 1) * 100 / batches THEN
            RAISE NOTICE 'public.events_2021_rest.label: batch % of %, % of % rows filled', batch, batches, filled_rows, open_rows;
        END IF;
    END LOOP;
END
$fill$;

---- 04_audit.sql

-- 04.001  look for rows of public.events_2020 that violate events_note_not_null_check
-- locks   public.events_2020: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020 · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2020
     WHERE (note IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2020.id::text, 'NULL'), coalesce(events_2020.made_at::text, 'NULL'), coalesce(events_2020.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2020
     WHERE (note IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_note_not_null_check of public.events_2020: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.002  look for rows of public.events_2021_a that violate events_note_not_null_check
-- locks   public.events_2021_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2021_a
     WHERE (note IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2021_a.id::text, 'NULL'), coalesce(events_2021_a.made_at::text, 'NULL'), coalesce(events_2021_a.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2021_a
     WHERE (note IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_note_not_null_check of public.events_2021_a: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.003  look for rows of public.events_2021_rest that violate events_note_not_null_check
-- locks   public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2021_rest
     WHERE (note IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2021_rest.id::text, 'NULL'), coalesce(events_2021_rest.made_at::text, 'NULL'), coalesce(events_2021_rest.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2021_rest
     WHERE (note IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_note_not_null_check of public.events_2021_rest: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.004  look for rows of public.events_2020 that violate events_label_not_null_check
-- locks   public.events_2020: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2020 · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2020
     WHERE (label IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2020.id::text, 'NULL'), coalesce(events_2020.made_at::text, 'NULL'), coalesce(events_2020.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2020
     WHERE (label IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_label_not_null_check of public.events_2020: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.005  look for rows of public.events_2021_a that violate events_label_not_null_check
-- locks   public.events_2021_a: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_a · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2021_a
     WHERE (label IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2021_a.id::text, 'NULL'), coalesce(events_2021_a.made_at::text, 'NULL'), coalesce(events_2021_a.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2021_a
     WHERE (label IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_label_not_null_check of public.events_2021_a: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 04.006  look for rows of public.events_2021_rest that violate events_label_not_null_check
-- locks   public.events_2021_rest: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_2021_rest · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.events_2021_rest
     WHERE (label IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(events_2021_rest.id::text, 'NULL'), coalesce(events_2021_rest.made_at::text, 'NULL'), coalesce(events_2021_rest.kind::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.events_2021_rest
     WHERE (label IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint events_label_not_null_check of public.events_2021_rest: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id, made_at, kind), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

---- 05_add_not_valid.sql

-- 05.001  add check events_note_not_null_check to public.events, not yet valid
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::note · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_note_not_null_check
    CHECK (note IS NOT NULL)
    NOT VALID;

-- 05.002  add check events_label_not_null_check to public.events, not yet valid
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::label · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_label_not_null_check
    CHECK (label IS NOT NULL)
    NOT VALID;

---- 06_validate.sql

-- 06.001  validate check events_note_not_null_check
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Event::note · undo: nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_note_not_null_check;

-- 06.002  validate check events_label_not_null_check
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.events_2020, public.events_2021_a, public.events_2021_rest · own transaction, required: else writers of public.events_2020 wait through this scan
-- from    Event::label · undo: nothing to undo
ALTER TABLE public.events
    VALIDATE CONSTRAINT events_label_not_null_check;

---- 07_finish.sql

-- 07.001  set note of public.events not null, as its validated check proves
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::note · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ALTER COLUMN note SET NOT NULL;

-- 07.002  drop constraint events_note_not_null_check of public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::note · undo: rollback.sql 07.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_note_not_null_check;

-- 07.003  set label of public.events not null, as its validated check proves
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::label · undo: rollback.sql 07.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ALTER COLUMN label SET NOT NULL;

-- 07.004  drop constraint events_label_not_null_check of public.events
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::label · undo: rollback.sql 07.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    DROP CONSTRAINT events_label_not_null_check;

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
        SELECT subject FROM (VALUES
            ('column public.events.label', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'label' AND NOT attisdropped)),
            ('constraint events_label_not_null_check of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_label_not_null_check')),
            ('constraint events_note_not_null_check of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_note_not_null_check')),
            ('not null of public.events.label', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'label' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.events.note', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.events') AND attname = 'note' AND NOT attisdropped AND attnotnull = true)),
            ('trigger events_label_backfill of public.events', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'events_label_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
                AND pg_catalog.obj_description(oid, 'pg_trigger') IS NOT DISTINCT FROM NULL)),
            ('trigger events_note_backfill of public.events', EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'events_note_backfill' AND NOT tgisinternal AND tgtype = 23 AND tgenabled = 'O'
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

-- 09.001  have rows of public.events that are written without note filled no more
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::note · undo: rollback.sql 09.001 (SHARE ROW EXCLUSIVE on each)
BEGIN;
DROP TRIGGER events_note_backfill ON public.events;
DROP FUNCTION public.events_note_backfill();
COMMIT;

-- 09.002  have rows of public.events that are written without label filled no more
-- locks   public.events, public.events_2020, public.events_2021, public.events_2021_a, public.events_2021_rest: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::label · undo: rollback.sql 09.002 (SHARE ROW EXCLUSIVE on each)
BEGIN;
DROP TRIGGER events_label_backfill ON public.events;
DROP FUNCTION public.events_label_backfill();
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
            ('trigger events_label_backfill of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'events_label_backfill' AND NOT tgisinternal)),
            ('trigger events_note_backfill of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass('public.events') AND tgname = 'events_note_backfill' AND NOT tgisinternal))
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

-- 07.003  undone: let label of public.events be null
ALTER TABLE public.events
    ALTER COLUMN label DROP NOT NULL;

-- 07.001  undone: let note of public.events be null
ALTER TABLE public.events
    ALTER COLUMN note DROP NOT NULL;

-- 02.001  undone: drop column label of public.events
ALTER TABLE public.events
    DROP COLUMN label;
