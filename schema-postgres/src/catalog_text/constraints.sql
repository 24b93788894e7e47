-- A line for each constraint: the table's OID, the line. PostgreSQL 18 has NOT NULLs here too; those are in the columns.
-- pg_get_constraintdef() writes NOT VALID itself.
SELECT con.conrelid,
       pg_catalog.format('%I %s', con.conname, pg_catalog.pg_get_constraintdef(con.oid)) AS line
  FROM pg_catalog.pg_constraint AS con
 WHERE con.conrelid >= 16384 AND con.contype <> 'n';
