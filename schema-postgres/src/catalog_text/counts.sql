-- What there is, in one row, partitions not counted; extensions but for plpgsql, which every database has.
WITH ours (oid) AS (
    SELECT class.oid
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE class.oid >= 16384 AND class.relkind IN ('r', 'p') AND NOT class.relispartition
       AND namespace.nspname <> 'information_schema'
       AND namespace.nspname NOT LIKE 'pg\_%'
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS member
                        WHERE member.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                          AND member.objid = class.oid AND member.deptype = 'e')
), constraints AS (
    SELECT pg_catalog.count(*) FILTER (WHERE contype = 'f') AS foreign_keys,
           pg_catalog.count(*) FILTER (WHERE contype = 'f' AND convalidated) AS validated_foreign_keys,
           pg_catalog.count(*) FILTER (WHERE contype = 'c') AS checks
      FROM pg_catalog.pg_constraint WHERE conparentid = 0 AND conrelid IN (SELECT oid FROM ours)
), indexes AS (
    SELECT pg_catalog.count(*) FILTER (WHERE NOT (indisunique AND indpred IS NOT NULL)) AS secondary_indexes,
           pg_catalog.count(*) FILTER (WHERE indisunique AND indpred IS NOT NULL) AS partial_unique_indexes
      FROM pg_catalog.pg_index AS index
     WHERE indrelid IN (SELECT oid FROM ours)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS con
                        WHERE con.conindid = index.indexrelid AND con.contype IN ('p', 'u', 'x'))
)
SELECT (SELECT pg_catalog.count(*) FROM ours), foreign_keys, validated_foreign_keys, checks, secondary_indexes,
       partial_unique_indexes,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_trigger
         WHERE NOT tgisinternal AND tgparentid = 0 AND tgrelid IN (SELECT oid FROM ours)),
       (SELECT pg_catalog.string_agg(extname, ', ' ORDER BY extname COLLATE "C")
          FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql')
  FROM constraints, indexes;
