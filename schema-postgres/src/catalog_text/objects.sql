-- A line for each namespace, type, sequence, partitioned table and partition of the database's own, with all that the catalog says of it; those of
-- extensions and of tables are not among them, those of identity columns are.
WITH ours (oid, name) AS (
    SELECT namespace.oid, namespace.nspname
      FROM pg_catalog.pg_namespace AS namespace
     WHERE namespace.nspname <> 'information_schema' AND namespace.nspname NOT LIKE 'pg\_%'
), objects (class, oid, line) AS (
    SELECT 'pg_namespace', ours.oid, pg_catalog.format('schema %I', ours.name) FROM ours
    UNION ALL
    SELECT 'pg_type', type.oid, pg_catalog.format('enum %I.%I %s', ours.name, type.typname,
               (SELECT pg_catalog.array_agg(enumlabel ORDER BY enumsortorder)::text
                  FROM pg_catalog.pg_enum WHERE enumtypid = type.oid))
      FROM pg_catalog.pg_type AS type JOIN ours ON ours.oid = type.typnamespace
     WHERE type.typtype = 'e'
    UNION ALL
    SELECT 'pg_type', type.oid, pg_catalog.format('domain %I.%I %s %s %s %s %s', ours.name, type.typname,
               pg_catalog.format_type(type.typbasetype, type.typtypmod), type.typcollation::pg_catalog.regcollation,
               type.typdefault, type.typnotnull,
               (SELECT pg_catalog.array_agg(pg_catalog.format('%I %s', conname, pg_catalog.pg_get_constraintdef(oid))
                                            || COALESCE(' IS ' || pg_catalog.quote_literal(
                                                   pg_catalog.obj_description(oid, 'pg_constraint')), '')
                                            ORDER BY conname COLLATE "C")::text
                  FROM pg_catalog.pg_constraint WHERE contypid = type.oid AND contype = 'c'))
      FROM pg_catalog.pg_type AS type JOIN ours ON ours.oid = type.typnamespace
     WHERE type.typtype = 'd'
    UNION ALL
    SELECT 'pg_type', type.oid, pg_catalog.format('composite type %I.%I %s', ours.name, type.typname,
               (SELECT pg_catalog.array_agg(pg_catalog.format('%I %s', attname, pg_catalog.format_type(atttypid, atttypmod))
                                            || COALESCE(' COLLATE ' || NULLIF(attcollation, 0)::pg_catalog.regcollation, '')
                                            || COALESCE(' IS ' || pg_catalog.quote_literal(
                                                   pg_catalog.col_description(attrelid, attnum)), '')
                                            ORDER BY attnum)::text
                  FROM pg_catalog.pg_attribute WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped))
      FROM pg_catalog.pg_type AS type JOIN ours ON ours.oid = type.typnamespace
      JOIN pg_catalog.pg_class AS class ON class.oid = type.typrelid AND class.relkind = 'c'
    UNION ALL
    SELECT 'pg_class', class.oid, pg_catalog.format('sequence %I.%I %s %s %s %s %s %s %s of %s', ours.name, class.relname,
               pg_catalog.format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
               (SELECT pg_catalog.format('%s.%s', refobjid::pg_catalog.regclass, refobjsubid)
                  FROM pg_catalog.pg_depend
                 WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = class.oid
                   AND deptype IN ('a', 'i') AND refobjsubid > 0))
      FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = class.relnamespace
      JOIN pg_catalog.pg_sequence ON seqrelid = class.oid
    UNION ALL
    SELECT 'pg_class', class.oid, pg_catalog.format('divided %I.%I %s', ours.name, class.relname,
               pg_catalog.pg_get_partkeydef(class.oid))
      FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = class.relnamespace
     WHERE class.relkind = 'p'
    UNION ALL
    SELECT 'pg_class', class.oid, pg_catalog.format('partition %I.%I of %s %s', ours.name, class.relname,
               above.inhparent::pg_catalog.regclass, pg_catalog.pg_get_expr(class.relpartbound, class.oid))
      FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = class.relnamespace
      JOIN pg_catalog.pg_inherits AS above ON above.inhrelid = class.oid
     WHERE class.relispartition AND class.relkind IN ('r', 'p')
)
SELECT pg_catalog.replace(objects.line || COALESCE(' IS ' || pg_catalog.quote_literal(description.description), ''), E'\n', '\n')
  FROM objects
  LEFT JOIN pg_catalog.pg_description AS description
         ON description.objoid = objects.oid AND description.objsubid = 0
        AND description.classoid = ('pg_catalog.' || objects.class)::pg_catalog.regclass
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS member
                    WHERE member.objid = objects.oid AND member.deptype = 'e'
                      AND member.classid = ('pg_catalog.' || objects.class)::pg_catalog.regclass)
 ORDER BY 1;
