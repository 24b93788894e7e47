-- Tables, and why one is not managed; a partition belongs to its table.
SELECT class.oid, class.relnamespace, class.relname,
       CASE WHEN class.relkind = 'p' THEN 'p' ELSE class.relpersistence END, class.reloptions, toast.reloptions,
       CASE WHEN class.relispartition THEN 'partition'
            WHEN class.reloftype <> 0 THEN 'typed table'
            WHEN class.relkind = 'r' AND class.oid IN (SELECT inhrelid FROM pg_catalog.pg_inherits
                               UNION ALL SELECT inhparent FROM pg_catalog.pg_inherits) THEN 'inheritance' END
  FROM pg_catalog.pg_class AS class
  LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = class.reltoastrelid AND toast.reloptions IS NOT NULL
 WHERE class.relkind IN ('r', 'p') AND class.oid >= 16384;
-- Columns, those of composite types too.
SELECT attribute.attrelid, attribute.attnum, attribute.attname, attribute.atttypid, attribute.atttypmod,
       attribute.attcollation, attribute.attnotnull, attribute.attidentity, attribute.attgenerated
  FROM pg_catalog.pg_attribute AS attribute
  JOIN pg_catalog.pg_class AS class ON class.oid = attribute.attrelid
 WHERE attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attrelid >= 16384
   AND class.relkind IN ('r', 'p', 'c');
-- Defaults, and what generated columns are. A default mentions no column, so that it is printed without its table,
-- which PostgreSQL would open; with a generated column come those that it mentions.
SELECT expression.adrelid, expression.adnum,
       CASE WHEN attribute.attgenerated = '' THEN pg_catalog.pg_get_expr(expression.adbin, 0)
            ELSE pg_catalog.pg_get_expr(expression.adbin, expression.adrelid) END,
       CASE WHEN attribute.attgenerated <> ''
            THEN ARRAY(SELECT mentioned.refobjsubid
                         FROM pg_catalog.pg_depend AS mentioned
                        WHERE mentioned.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                          AND mentioned.objid = expression.oid
                          AND mentioned.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                          AND mentioned.refobjid = expression.adrelid
                          AND mentioned.refobjsubid NOT IN (0, expression.adnum)) END
  FROM pg_catalog.pg_attrdef AS expression
  JOIN pg_catalog.pg_attribute AS attribute
    ON attribute.attrelid = expression.adrelid AND attribute.attnum = expression.adnum;
