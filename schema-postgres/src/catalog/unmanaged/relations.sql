-- Relations that are no plain tables, and what tables have beside columns, constraints and indexes: kind, name, reason.
WITH namespaces AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
), members AS MATERIALIZED (
    SELECT classid, objid FROM pg_catalog.pg_depend
     WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND deptype = 'e'
), relations AS NOT MATERIALIZED (
    SELECT class.*, namespaces.nspname
      FROM pg_catalog.pg_class AS class
      JOIN namespaces ON namespaces.oid = class.relnamespace
     WHERE class.oid >= 16384 AND class.relpersistence <> 't'
       AND NOT EXISTS (SELECT FROM members
                        WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = class.oid)
),
-- Few of many: found before anything else is joined to them.
odd_relations AS MATERIALIZED (
    SELECT nspname, relname, relkind, relrowsecurity, relforcerowsecurity, relreplident, reltablespace, relam FROM relations
     WHERE relkind IN ('v', 'm', 'f') OR relrowsecurity OR relforcerowsecurity OR reltablespace <> 0
        OR relkind IN ('r', 'p') AND relreplident <> 'd'
        OR relkind IN ('r', 'p') AND relam NOT IN (0, (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'heap'))
), invalid_indexes AS MATERIALIZED (
    SELECT indexrelid FROM pg_catalog.pg_index WHERE NOT indisvalid
),
-- Some minor releases, such as 17.12, note pg_attver among the
-- options of every column; it is the server's own, which nobody can set and pg_dump leaves out.
odd_attributes AS MATERIALIZED (
    SELECT attribute.*, attribute.attstorage <> type.typstorage AS has_other_storage
      FROM pg_catalog.pg_attribute AS attribute JOIN pg_catalog.pg_type AS type ON type.oid = attribute.atttypid
     WHERE attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attrelid >= 16384
       AND (COALESCE(attribute.attstattarget, -1) >= 0
            OR pg_catalog.cardinality(attribute.attoptions) > 1 OR attribute.attoptions[1] NOT LIKE 'pg\_attver=%'
            OR attribute.attstorage <> type.typstorage OR attribute.attacl IS NOT NULL
            OR attribute.attcompression <> ''  -- from 14
           )
)
SELECT CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END,
       pg_catalog.format('%I.%I', nspname, relname),
       'the model holds tables alone'
  FROM odd_relations WHERE relkind IN ('v', 'm', 'f')
UNION ALL
SELECT finding.kind, pg_catalog.format('%I.%I', nspname, relname), finding.because
  FROM odd_relations
 CROSS JOIN LATERAL (VALUES
           ('row security', relrowsecurity, 'row security is enabled'),
           ('row security', relforcerowsecurity, 'row security is forced on the owner too'),
           ('replica identity', relkind IN ('r', 'p') AND relreplident <> 'd', 'it is not the default'),
           ('tablespace', reltablespace <> 0, 'it is not the database''s'),
           ('access method', relkind IN ('r', 'p', 'm') AND relam <> 0
                             AND relam <> (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'heap'), 'it is not heap')
       ) AS finding (kind, is_so, because)
 WHERE finding.is_so
UNION ALL
SELECT 'rule', pg_catalog.format('%I ON %I.%I', rule.rulename, nspname, relname), 'it changes what statements on its table do'
  FROM pg_catalog.pg_rewrite AS rule JOIN relations ON relations.oid = rule.ev_class
 WHERE rule.rulename <> '_RETURN'
UNION ALL
SELECT 'policy', pg_catalog.format('%I ON %I.%I', policy.polname, nspname, relname), 'the model holds no row security'
  FROM pg_catalog.pg_policy AS policy JOIN relations ON relations.oid = policy.polrelid
UNION ALL
SELECT DISTINCT 'disabled foreign key', pg_catalog.format('%I.%I.%I', nspname, relname, con.conname),
       'a trigger that enforces it does not run as it should'
  FROM pg_catalog.pg_trigger AS trigger
  JOIN pg_catalog.pg_constraint AS con ON con.oid = trigger.tgconstraint AND con.contype = 'f'
  JOIN relations AS referencing ON referencing.oid = con.conrelid
 WHERE trigger.tgisinternal AND trigger.tgenabled <> 'O'
UNION ALL
SELECT 'statistics', pg_catalog.format('%I.%I', namespaces.nspname, statistics.stxname), 'extended statistics are not read'
  FROM pg_catalog.pg_statistic_ext AS statistics JOIN namespaces ON namespaces.oid = statistics.stxnamespace
UNION ALL
SELECT 'clustered index', pg_catalog.format('%I.%I', namespaces.nspname, class.relname), 'CLUSTER would order its table by it'
  FROM pg_catalog.pg_index AS index
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
  JOIN namespaces ON namespaces.oid = class.relnamespace
 WHERE index.indisclustered
UNION ALL
SELECT 'invalid index', pg_catalog.format('%I.%I', namespaces.nspname, class.relname), 'it stands behind a constraint'
  FROM invalid_indexes AS index
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
  JOIN namespaces ON namespaces.oid = class.relnamespace
 WHERE (SELECT pg_catalog.bool_or(con.contype IN ('p', 'u', 'x')) FROM pg_catalog.pg_constraint AS con
         WHERE con.conindid = index.indexrelid)
UNION ALL
SELECT finding.kind, pg_catalog.format('%I.%I.%I', nspname, relname, attribute.attname), finding.because
  FROM odd_attributes AS attribute
 -- Those of TOAST tables are many, and are looked up one by one faster than joined to all relations.
 CROSS JOIN LATERAL (SELECT nspname, relname, relkind FROM relations
                      WHERE relations.oid = attribute.attrelid AND relkind IN ('r', 'p', 'i', 'I') OFFSET 0) AS relations
 CROSS JOIN LATERAL (VALUES
           ('column statistics', COALESCE(attribute.attstattarget, -1) >= 0, 'its target is set'),
           ('column statistics', relations.relkind IN ('r', 'p')
                                 AND EXISTS (SELECT FROM pg_catalog.unnest(attribute.attoptions) AS option
                                              WHERE option NOT LIKE 'pg\_attver=%'), 'its estimates are set'),
           ('column storage', attribute.has_other_storage AND relations.relkind IN ('r', 'p'), 'it is not the type''s'),
           ('column compression', attribute.attcompression <> '' AND relations.relkind IN ('r', 'p'), 'it is not the default'),  -- from 14
           ('grant', attribute.attacl IS NOT NULL, 'privileges on columns are not read')
       ) AS finding (kind, is_so, because)
 WHERE finding.is_so;
