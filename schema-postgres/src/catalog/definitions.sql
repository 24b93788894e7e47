-- Some indexes as PostgreSQL prints them: what stands before the keys, the whole, each key.
SELECT index.indexrelid,
       pg_catalog.format('CREATE %sINDEX %I ON %s%s USING %I (', CASE WHEN index.indisunique THEN 'UNIQUE ' END, class.relname,
                         CASE class.relkind WHEN 'I' THEN 'ONLY ' END,
                         index.indrelid::pg_catalog.regclass, method.amname),
       pg_catalog.pg_get_indexdef(index.indexrelid),
       ARRAY(SELECT pg_catalog.pg_get_indexdef(index.indexrelid, key, false)
               FROM pg_catalog.generate_series(1, index.indnkeyatts) AS key)
  FROM pg_catalog.pg_index AS index
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
  JOIN pg_catalog.pg_am AS method ON method.oid = class.relam
 WHERE index.indexrelid = ANY ('{/*indexes*/}'::pg_catalog.oid[]);
