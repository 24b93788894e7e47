-- What partitions have of their own, beside their bound, storage parameters and comment: kind, name, reason.
WITH namespaces AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
), partitions AS (
    SELECT class.oid, above.inhparent AS parent, above.inhdetachpending AS is_pending,
           pg_catalog.format('%I.%I', namespaces.nspname, class.relname) AS name
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_inherits AS above ON above.inhrelid = class.oid
      JOIN namespaces ON namespaces.oid = class.relnamespace
     WHERE class.relispartition AND class.relkind IN ('r', 'p')
)
SELECT 'partition', name, 'it is being detached' FROM partitions WHERE is_pending
UNION ALL
SELECT 'unlogged partitioned table', pg_catalog.format('%I.%I', namespaces.nspname, class.relname), 'it has no rows itself'
  FROM pg_catalog.pg_class AS class JOIN namespaces ON namespaces.oid = class.relnamespace
 WHERE class.relkind = 'p' AND class.relpersistence = 'u'
UNION ALL
SELECT 'index of a partition', pg_catalog.format('%s ON %s', class.oid::pg_catalog.regclass, partitions.name),
       'it is no part of an index of the table'
  FROM partitions
  JOIN pg_catalog.pg_index AS index ON index.indrelid = partitions.oid
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
 WHERE NOT class.relispartition
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS con
                    WHERE con.conindid = index.indexrelid AND con.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT CASE con.contype WHEN 'p' THEN 'primary key of a partition' ELSE 'constraint of a partition' END,
       pg_catalog.format('%s.%I', partitions.name, con.conname),
       'it is no part of a constraint of the table'
  FROM partitions
  JOIN pg_catalog.pg_constraint AS con ON con.conrelid = partitions.oid
 WHERE con.conparentid = 0 AND con.coninhcount = 0 AND con.contype IN ('p', 'u', 'x', 'f', 'c')
UNION ALL
SELECT finding.kind, pg_catalog.format('%s.%I', partitions.name, attribute.attname), finding.because
  FROM partitions
  JOIN pg_catalog.pg_attribute AS attribute
    ON attribute.attrelid = partitions.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
  JOIN pg_catalog.pg_attribute AS above
    ON above.attrelid = partitions.parent AND above.attname = attribute.attname AND NOT above.attisdropped
  LEFT JOIN pg_catalog.pg_attrdef AS own ON own.adrelid = partitions.oid AND own.adnum = attribute.attnum
  LEFT JOIN pg_catalog.pg_attrdef AS other ON other.adrelid = partitions.parent AND other.adnum = above.attnum
 CROSS JOIN LATERAL (VALUES
           ('default of a partition',
            pg_catalog.pg_get_expr(own.adbin, own.adrelid) IS DISTINCT FROM pg_catalog.pg_get_expr(other.adbin, other.adrelid),
            'it is not the table''s'),
           ('identity column of a partition', attribute.attidentity <> above.attidentity, 'it is none'),  -- from 17
           ('not-null of a partition', attribute.attnotnull AND NOT above.attnotnull, 'the table''s column may be NULL')
       ) AS finding (kind, is_so, because)
 WHERE finding.is_so
UNION ALL
SELECT 'trigger of a partition', pg_catalog.format('%I ON %s', trigger.tgname, partitions.name),
       'it is in another state than the table''s'
  FROM partitions
  JOIN pg_catalog.pg_trigger AS trigger ON trigger.tgrelid = partitions.oid
  JOIN pg_catalog.pg_trigger AS above ON above.oid = trigger.tgparentid
 WHERE NOT above.tgisinternal AND trigger.tgenabled <> above.tgenabled
UNION ALL
SELECT 'comment', CASE WHEN description.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                       THEN pg_catalog.format('%s.%I', partitions.name,
                                (SELECT attname FROM pg_catalog.pg_attribute
                                  WHERE attrelid = partitions.oid AND attnum = description.objsubid))
                       ELSE pg_catalog.format('%s.%I', partitions.name,
                                (SELECT conname FROM pg_catalog.pg_constraint WHERE oid = description.objoid)) END,
       'it is on what belongs to a partition'
  FROM partitions
  JOIN pg_catalog.pg_description AS description
    ON description.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
       AND description.objoid = partitions.oid AND description.objsubid > 0
    OR description.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
       AND description.objoid IN (SELECT oid FROM pg_catalog.pg_constraint WHERE conrelid = partitions.oid)
UNION ALL
SELECT 'comment', class.oid::pg_catalog.regclass::text, 'it is on the index of a partition'
  FROM partitions
  JOIN pg_catalog.pg_index AS index ON index.indrelid = partitions.oid
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
  JOIN pg_catalog.pg_description AS description
    ON description.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND description.objoid = class.oid
UNION ALL
SELECT 'index parameters', class.oid::pg_catalog.regclass::text, 'they are not those of the table''s index'
  FROM partitions
  JOIN pg_catalog.pg_index AS index ON index.indrelid = partitions.oid
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
  JOIN pg_catalog.pg_inherits AS above ON above.inhrelid = class.oid
  JOIN pg_catalog.pg_class AS whole ON whole.oid = above.inhparent
 WHERE class.reloptions IS DISTINCT FROM whole.reloptions;
