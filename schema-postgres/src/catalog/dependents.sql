-- What is no object of the model and hangs on one, so that PostgreSQL refuses to drop or alter that, or drops both: kind,
-- name, its own table; then what it hangs on: kind, name, and the column or the constraint.
WITH namespaces AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
), relations AS (
    SELECT class.oid, class.relkind, class.relreplident, pg_catalog.format('%I.%I', nspname, relname) AS name
      FROM pg_catalog.pg_class AS class JOIN namespaces ON namespaces.oid = class.relnamespace
), hanging AS (
    SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass AS class, rule.oid, rule.ev_class AS own,
           CASE WHEN rule.rulename <> '_RETURN' THEN 'rule' WHEN relkind = 'm' THEN 'materialized view' ELSE 'view' END AS kind,
           CASE WHEN rule.rulename <> '_RETURN' THEN pg_catalog.format('%I ON %s', rule.rulename, name) ELSE name END AS name
      FROM pg_catalog.pg_rewrite AS rule JOIN relations ON relations.oid = rule.ev_class
    UNION ALL
    SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, policy.oid, policy.polrelid, 'policy',
           pg_catalog.format('%I ON %s', policy.polname, name)
      FROM pg_catalog.pg_policy AS policy JOIN relations ON relations.oid = policy.polrelid
    UNION ALL
    SELECT 'pg_catalog.pg_publication_rel'::pg_catalog.regclass, member.oid, member.prrelid, 'publication',
           pg_catalog.quote_ident(publication.pubname)
      FROM pg_catalog.pg_publication_rel AS member
      JOIN pg_catalog.pg_publication AS publication ON publication.oid = member.prpubid
    UNION ALL
    SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, statistics.oid, statistics.stxrelid, 'statistics',
           pg_catalog.format('%I.%I', nspname, statistics.stxname)
      FROM pg_catalog.pg_statistic_ext AS statistics JOIN namespaces ON namespaces.oid = statistics.stxnamespace
), hooks AS (
    SELECT DISTINCT hanging.kind, hanging.name, own.name AS own, depend.refclassid, depend.refobjid, depend.refobjsubid
      FROM hanging
      JOIN pg_catalog.pg_depend AS depend ON depend.classid = hanging.class AND depend.objid = hanging.oid
      JOIN relations AS own ON own.oid = hanging.own
     WHERE depend.deptype IN ('n', 'a') AND NOT (depend.refobjid = hanging.own AND depend.refobjsubid = 0)
)
SELECT hooks.kind, hooks.name, hooks.own, 'relation', relations.name, attribute.attname
  FROM hooks
  JOIN relations ON relations.oid = hooks.refobjid
  LEFT JOIN pg_catalog.pg_attribute AS attribute
         ON attribute.attrelid = hooks.refobjid AND attribute.attnum = hooks.refobjsubid AND hooks.refobjsubid <> 0
 WHERE hooks.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
UNION ALL
SELECT hooks.kind, hooks.name, hooks.own, 'constraint', relations.name, con.conname
  FROM hooks
  JOIN pg_catalog.pg_constraint AS con ON con.oid = hooks.refobjid
  JOIN relations ON relations.oid = con.conrelid
 WHERE hooks.refclassid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
UNION ALL
SELECT hooks.kind, hooks.name, hooks.own, 'type', pg_catalog.format('%I.%I', namespaces.nspname, type.typname), NULL
  FROM hooks
  JOIN pg_catalog.pg_type AS found ON found.oid = hooks.refobjid
  JOIN pg_catalog.pg_type AS type
    ON type.oid = CASE WHEN found.typcategory = 'A' AND found.typelem <> 0 THEN found.typelem ELSE found.oid END
  JOIN namespaces ON namespaces.oid = type.typnamespace
 WHERE hooks.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
UNION ALL
SELECT hooks.kind, hooks.name, hooks.own, 'routine', hooks.refobjid::pg_catalog.regprocedure::text, NULL
  FROM hooks
 WHERE hooks.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND hooks.refobjid >= 16384
UNION ALL
SELECT 'replica identity', owner.name, owner.name, 'relation', relations.name, NULL
  FROM pg_catalog.pg_index AS index
  JOIN relations ON relations.oid = index.indexrelid
  JOIN relations AS owner ON owner.oid = index.indrelid AND owner.relreplident = 'i'
 WHERE index.indisreplident;
