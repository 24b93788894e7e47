-- Names as they are now, of what may have been changed since the snapshot was taken: the columns, relations and types whose
-- rows are as young as the transaction in question. One that has wrapped round looks young as well; its name is the same.
COMMIT;
BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;
SET LOCAL search_path = '';
SELECT 'column', attribute.attrelid, attribute.attnum, attribute.attname
  FROM pg_catalog.pg_attribute AS attribute
 WHERE attribute.attrelid >= 16384 AND attribute.attnum > 0
   AND pg_catalog.age(attribute.xmin) <= pg_catalog.age('/*oldest*/'::pg_catalog.xid)
UNION ALL
SELECT 'relation', class.oid, 0, class.relname
  FROM pg_catalog.pg_class AS class
 WHERE class.oid >= 16384 AND pg_catalog.age(class.xmin) <= pg_catalog.age('/*oldest*/'::pg_catalog.xid)
UNION ALL
SELECT 'type', type.oid, 0, type.typname
  FROM pg_catalog.pg_type AS type
 WHERE type.oid >= 16384 AND pg_catalog.age(type.xmin) <= pg_catalog.age('/*oldest*/'::pg_catalog.xid);
