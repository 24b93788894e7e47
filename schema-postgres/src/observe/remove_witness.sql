DROP EVENT TRIGGER schema_witness;
DROP FUNCTION schema_witness.note_locks();
DROP SCHEMA schema_witness;
