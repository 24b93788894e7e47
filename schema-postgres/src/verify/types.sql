-- Pairs of a referencing and a referenced column that differ: of the foreign keys that are there, outside of the
-- system's namespaces, and of those that are declared, whether they are there or not.
WITH declared (child, child_column, parent, parent_column) AS (
    VALUES /*declared*/
), pairs (child, child_column, parent, parent_column) AS (
    SELECT con.conrelid, child.attnum, con.confrelid, parent.attnum
      FROM pg_catalog.pg_constraint AS con
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = con.connamespace
      CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(con.conkey), pg_catalog.unnest(con.confkey)) AS pair (key, referenced)
      JOIN pg_catalog.pg_attribute AS child ON child.attrelid = con.conrelid AND child.attnum = pair.key
      JOIN pg_catalog.pg_attribute AS parent ON parent.attrelid = con.confrelid AND parent.attnum = pair.referenced
     WHERE con.contype = 'f' AND namespace.nspname <> 'information_schema' AND namespace.nspname NOT LIKE 'pg\_%'
    UNION
    SELECT pg_catalog.to_regclass(declared.child), child.attnum, pg_catalog.to_regclass(declared.parent), parent.attnum
      FROM declared
      LEFT JOIN pg_catalog.pg_attribute AS child
             ON child.attrelid = pg_catalog.to_regclass(declared.child) AND child.attname = declared.child_column
      LEFT JOIN pg_catalog.pg_attribute AS parent
             ON parent.attrelid = pg_catalog.to_regclass(declared.parent) AND parent.attname = declared.parent_column
     WHERE declared.child IS NOT NULL
)
SELECT pg_catalog.format('%s.%I is %s, %s.%I is %s',
                         pairs.child::pg_catalog.regclass, child.attname,
                         COALESCE(pg_catalog.format_type(child.atttypid, child.atttypmod), 'not there'),
                         pairs.parent::pg_catalog.regclass, parent.attname,
                         COALESCE(pg_catalog.format_type(parent.atttypid, parent.atttypmod), 'not there'))
       || CASE WHEN child.attcollation <> parent.attcollation THEN ', of another collation' ELSE '' END AS difference
  FROM pairs
  LEFT JOIN pg_catalog.pg_attribute AS child ON child.attrelid = pairs.child AND child.attnum = pairs.child_column
  LEFT JOIN pg_catalog.pg_attribute AS parent ON parent.attrelid = pairs.parent AND parent.attnum = pairs.parent_column
 WHERE (child.atttypid, child.atttypmod, child.attcollation)
       IS DISTINCT FROM (parent.atttypid, parent.atttypmod, parent.attcollation)
    OR child.atttypid IS NULL
