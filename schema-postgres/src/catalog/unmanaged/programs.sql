-- Aggregates, operators, types that are no enums, domains or composite types, and what is said of a domain's NOT NULL: kind,
-- name, reason.
WITH namespaces AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
), members AS MATERIALIZED (
    SELECT classid, objid FROM pg_catalog.pg_depend
     WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND deptype = 'e'
)
SELECT CASE function.prokind WHEN 'a' THEN 'aggregate' ELSE 'window function' END,
       function.oid::pg_catalog.regprocedure::text, 'the model holds functions and procedures'
  FROM pg_catalog.pg_proc AS function JOIN namespaces ON namespaces.oid = function.pronamespace
 WHERE function.oid >= 16384 AND function.prokind IN ('a', 'w')
   AND NOT EXISTS (SELECT FROM members
                    WHERE classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND objid = function.oid)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS internal
                    WHERE internal.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND internal.objid = function.oid
                      AND internal.deptype = 'i')
UNION ALL
SELECT CASE type.typtype WHEN 'r' THEN 'range type' WHEN 'p' THEN 'shell type' ELSE 'base type' END,
       pg_catalog.format('%I.%I', namespaces.nspname, type.typname), 'the model holds enums, domains and composite types'
  FROM pg_catalog.pg_type AS type JOIN namespaces ON namespaces.oid = type.typnamespace
 WHERE type.oid >= 16384 AND type.typtype IN ('r', 'p', 'b')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS element WHERE element.typarray = type.oid)
   AND NOT EXISTS (SELECT FROM members
                    WHERE classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND objid = type.oid)
UNION ALL
SELECT 'comment', pg_catalog.format('%I.%I.%I', namespaces.nspname, type.typname, con.conname),
       'it is on a not-null constraint'
  FROM pg_catalog.pg_constraint AS con
  JOIN pg_catalog.pg_type AS type ON type.oid = con.contypid
  JOIN namespaces ON namespaces.oid = type.typnamespace
  JOIN pg_catalog.pg_description AS description
    ON description.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND description.objoid = con.oid
 WHERE con.contypid <> 0 AND con.contype = 'n'
UNION ALL
SELECT 'cast', pg_catalog.format('%s AS %s', pg_catalog.format_type(castsource, NULL), pg_catalog.format_type(casttarget, NULL)),
       'casts are not read'
  FROM pg_catalog.pg_cast AS found
 WHERE found.oid >= 16384
   AND NOT EXISTS (SELECT FROM members
                    WHERE classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND objid = found.oid)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS internal
                    WHERE internal.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND internal.objid = found.oid
                      AND internal.deptype = 'i')
UNION ALL
SELECT 'operator', operator.oid::pg_catalog.regoperator::text, 'operators are not read'
  FROM pg_catalog.pg_operator AS operator JOIN namespaces ON namespaces.oid = operator.oprnamespace
 WHERE operator.oid >= 16384
   AND NOT EXISTS (SELECT FROM members
                    WHERE classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND objid = operator.oid)
UNION ALL
SELECT found.kind, pg_catalog.format('%I.%I', namespaces.nspname, found.name), 'it is not read'
  FROM (SELECT 'operator class' AS kind, 'pg_catalog.pg_opclass'::pg_catalog.regclass AS class, oid, opcnamespace AS namespace, opcname AS name
          FROM pg_catalog.pg_opclass
        UNION ALL SELECT 'operator family', 'pg_catalog.pg_opfamily', oid, opfnamespace, opfname FROM pg_catalog.pg_opfamily
        UNION ALL SELECT 'collation', 'pg_catalog.pg_collation', oid, collnamespace, collname FROM pg_catalog.pg_collation
        UNION ALL SELECT 'conversion', 'pg_catalog.pg_conversion', oid, connamespace, conname FROM pg_catalog.pg_conversion
        UNION ALL SELECT 'text search configuration', 'pg_catalog.pg_ts_config', oid, cfgnamespace, cfgname FROM pg_catalog.pg_ts_config
        UNION ALL SELECT 'text search dictionary', 'pg_catalog.pg_ts_dict', oid, dictnamespace, dictname FROM pg_catalog.pg_ts_dict
        UNION ALL SELECT 'text search parser', 'pg_catalog.pg_ts_parser', oid, prsnamespace, prsname FROM pg_catalog.pg_ts_parser
        UNION ALL SELECT 'text search template', 'pg_catalog.pg_ts_template', oid, tmplnamespace, tmplname FROM pg_catalog.pg_ts_template
       ) AS found
  JOIN namespaces ON namespaces.oid = found.namespace
 WHERE found.oid >= 16384 AND NOT EXISTS (SELECT FROM members WHERE classid = found.class AND objid = found.oid);
