-- A line for each index that backs no constraint, and for each that cannot be used: the table's OID, the line.
SELECT index.indrelid,
       pg_catalog.pg_get_indexdef(index.indexrelid)
       || CASE WHEN index.indisvalid THEN '' ELSE ' -- INVALID' END AS line
  FROM pg_catalog.pg_index AS index
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indrelid AND class.relkind IN ('r', 'p')
 WHERE index.indexrelid >= 16384
   AND (NOT index.indisvalid
        OR NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS con
                        WHERE con.conindid = index.indexrelid AND con.contype IN ('p', 'u', 'x')));
