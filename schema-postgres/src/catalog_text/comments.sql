-- A line for each comment on a table and on what belongs to it: the table's OID, the line.
WITH commented (relation, object, comment) AS (
    SELECT class.oid, CASE WHEN description.objsubid = 0 THEN 'TABLE'
                           ELSE pg_catalog.format('COLUMN %I', attribute.attname) END, description.description
      FROM pg_catalog.pg_description AS description
      JOIN pg_catalog.pg_class AS class ON class.oid = description.objoid AND class.relkind IN ('r', 'p')
      LEFT JOIN pg_catalog.pg_attribute AS attribute
             ON attribute.attrelid = class.oid AND attribute.attnum = description.objsubid
     WHERE description.objoid >= 16384 AND description.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    UNION ALL
    SELECT index.indrelid, pg_catalog.format('INDEX %I', class.relname), description.description
      FROM pg_catalog.pg_description AS description
      JOIN pg_catalog.pg_index AS index ON index.indexrelid = description.objoid
      JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
     WHERE description.objoid >= 16384 AND description.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    UNION ALL
    SELECT con.conrelid, pg_catalog.format('CONSTRAINT %I', con.conname), description.description
      FROM pg_catalog.pg_description AS description
      JOIN pg_catalog.pg_constraint AS con ON con.oid = description.objoid AND con.conrelid <> 0
     WHERE description.objoid >= 16384 AND description.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
)
SELECT relation, object || ' IS ' || pg_catalog.replace(pg_catalog.quote_literal(comment), E'\n', '\n') AS line
  FROM commented;
