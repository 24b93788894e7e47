-- The NOT NULLs, which are constraints from PostgreSQL 18, whose names are not those that it makes up for their columns; those
-- of names that are cut to 63 bytes may be.
SELECT namespace.nspname, class.relname, con.conname
  FROM pg_catalog.pg_constraint AS con
  JOIN pg_catalog.pg_class AS class ON class.oid = con.conrelid
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
  JOIN pg_catalog.pg_attribute AS attribute
    ON attribute.attrelid = con.conrelid AND attribute.attnum = con.conkey[1]
 WHERE con.contype = 'n' AND con.conrelid >= 16384
   AND con.conname::text <> class.relname || '_' || attribute.attname || '_not_null'
