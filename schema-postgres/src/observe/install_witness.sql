-- What a command of several transactions holds in its last one, only an event trigger sees: it runs before the commit.
-- A setting carries it out, for it survives the commit and needs no table.
CREATE SCHEMA schema_witness;
CREATE FUNCTION schema_witness.note_locks() RETURNS event_trigger LANGUAGE plpgsql AS $witness$
BEGIN
    PERFORM pg_catalog.set_config('schema_witness.locks', (
        SELECT COALESCE(pg_catalog.string_agg(relation::text || ' ' || mode, ','), '')
          FROM pg_catalog.pg_locks
         WHERE pid = pg_catalog.pg_backend_pid()
           AND locktype = 'relation'
           AND granted
           AND relation >= 16384
           AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
    ), false);
END
$witness$;
CREATE EVENT TRIGGER schema_witness ON ddl_command_end EXECUTE FUNCTION schema_witness.note_locks();
