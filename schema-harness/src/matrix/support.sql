-- What an attempt needs, for as long as the session lasts.

-- Runs an attempt in a subtransaction that is always rolled back. What prepares it runs as a replica does, without
-- triggers: foreign keys and invariants must not stand in the way of a row that is only there to be refused later.
CREATE FUNCTION pg_temp.matrix_attempt(
    setup text[], act text[], watch text,
    OUT stage text, OUT state text, OUT name text, OUT message text, OUT before text, OUT after text
) LANGUAGE plpgsql AS $attempt$
DECLARE
    statement text;
    of_column text;
BEGIN
    stage := 'setup';
    IF pg_catalog.cardinality(setup) > 0 THEN
        PERFORM pg_catalog.set_config('session_replication_role', 'replica', true);
        FOREACH statement IN ARRAY setup LOOP
            EXECUTE statement;
        END LOOP;
        PERFORM pg_catalog.set_config('session_replication_role', 'origin', true);
    END IF;
    IF watch IS NOT NULL THEN
        EXECUTE watch INTO before;
    END IF;
    stage := 'act';
    FOREACH statement IN ARRAY act LOOP
        EXECUTE statement;
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    stage := 'done';
    IF watch IS NOT NULL THEN
        EXECUTE watch INTO after;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'MX000', MESSAGE = 'rolled back';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, name = CONSTRAINT_NAME, of_column = COLUMN_NAME,
        message = MESSAGE_TEXT;
    -- 18 names a constraint for NOT NULL, older majors have none.
    IF state = '23502' THEN
        name := of_column;
    END IF;
END
$attempt$;

-- Disables a trigger, if it is there.
CREATE FUNCTION pg_temp.matrix_disable(of_table text, trigger_name text) RETURNS void LANGUAGE plpgsql AS $disable$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_trigger
                WHERE tgrelid = of_table::pg_catalog.regclass AND tgname = trigger_name AND NOT tgisinternal) THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s DISABLE TRIGGER %I', of_table, trigger_name);
    END IF;
END
$disable$;
