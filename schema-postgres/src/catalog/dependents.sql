-- What is no object of the model and hangs on one, so that PostgreSQL refuses to drop or alter that, or drops both: kind,
-- name, its own table; then what it hangs on: kind, name, and the column or the constraint.
WITH namespaces AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
), relations AS (
    SELECT class.oid, class.relkind, class.relreplident, class.reloftype, class.relispartition,
           pg_catalog.format('%I.%I', nspname, relname) AS name
      FROM pg_catalog.pg_class AS class JOIN namespaces ON namespaces.oid = class.relnamespace
),
-- Tables that the model does not hold, and partitions, of which it does not hold what is their own.
odd AS (
    SELECT oid, name, relispartition,
           CASE WHEN relkind = 'f' THEN 'foreign table' WHEN reloftype <> 0 THEN 'typed table' ELSE 'table' END AS kind
      FROM relations
     WHERE relkind = 'f' OR relkind IN ('r', 'p') AND (reloftype <> 0 OR relispartition)
        OR relkind = 'r' AND oid IN (SELECT inhrelid FROM pg_catalog.pg_inherits
                                     UNION ALL SELECT inhparent FROM pg_catalog.pg_inherits)
),
-- Theirs, and those over a period: one look at a catalog with many rows.
odd_constraints AS MATERIALIZED (
    SELECT con.oid, con.conrelid, con.conname, con.contype, con.conkey,
           con.conperiod AS is_temporal  -- from 18
           false AS is_temporal          -- before 18
      FROM pg_catalog.pg_constraint AS con LEFT JOIN odd ON odd.oid = con.conrelid
     WHERE con.conparentid = 0
       AND (con.contype IN ('c', 'f', 'x') AND (NOT odd.relispartition OR con.coninhcount = 0 AND odd.relispartition)
            OR con.conperiod  -- from 18
           )
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
    SELECT 'pg_catalog.pg_publication_rel'::pg_catalog.regclass, member.oid, member.prrelid,
           CASE WHEN member.prqual IS NULL THEN 'publication' ELSE 'row filter of publication' END,  -- from 15
           'publication',                                                                            -- before 15
           pg_catalog.quote_ident(publication.pubname)
      FROM pg_catalog.pg_publication_rel AS member
      JOIN pg_catalog.pg_publication AS publication ON publication.oid = member.prpubid
    UNION ALL
    SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, statistics.oid, statistics.stxrelid, 'statistics',
           pg_catalog.format('%I.%I', nspname, statistics.stxname)
      FROM pg_catalog.pg_statistic_ext AS statistics JOIN namespaces ON namespaces.oid = statistics.stxnamespace
    UNION ALL
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, odd.oid, odd.oid, odd.kind, odd.name
      FROM odd WHERE NOT odd.relispartition
    UNION ALL
    SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, own.oid, own.adrelid, 'default',
           pg_catalog.format('%s.%I', odd.name, attribute.attname)
      FROM odd
      JOIN pg_catalog.pg_attrdef AS own ON own.adrelid = odd.oid
      JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = own.adrelid AND attribute.attnum = own.adnum
     WHERE NOT odd.relispartition
    UNION ALL
    SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, con.oid, con.conrelid,
           CASE con.contype WHEN 'f' THEN 'foreign key' ELSE 'constraint' END,
           pg_catalog.format('%I ON %s', con.conname, relations.name)
      FROM odd_constraints AS con JOIN relations ON relations.oid = con.conrelid
     WHERE con.contype IN ('c', 'f', 'x')
    UNION ALL
    SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, trigger.oid, trigger.tgrelid, 'trigger',
           pg_catalog.format('%I ON %s', trigger.tgname, odd.name)
      FROM odd JOIN pg_catalog.pg_trigger AS trigger ON trigger.tgrelid = odd.oid
     WHERE NOT trigger.tgisinternal AND trigger.tgparentid = 0
    UNION ALL
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, own.oid, index.indrelid, 'index', own.name
      FROM odd
      JOIN pg_catalog.pg_index AS index ON index.indrelid = odd.oid
      JOIN relations AS own ON own.oid = index.indexrelid
     WHERE odd.relispartition AND NOT own.relispartition
),
-- What is made of routines and types: aggregates, operators and their classes, casts, event triggers, ranges.
programs AS (
    SELECT DISTINCT depend.classid, depend.objid, depend.refclassid, depend.refobjid
      FROM pg_catalog.pg_depend AS depend
     WHERE depend.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass)
       AND depend.refobjid >= 16384 AND depend.objid >= 16384 AND depend.deptype IN ('n', 'a')
       AND depend.classid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass,
                              'pg_catalog.pg_operator'::pg_catalog.regclass, 'pg_catalog.pg_opclass'::pg_catalog.regclass,
                              'pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass,
                              'pg_catalog.pg_cast'::pg_catalog.regclass, 'pg_catalog.pg_conversion'::pg_catalog.regclass,
                              'pg_catalog.pg_event_trigger'::pg_catalog.regclass, 'pg_catalog.pg_language'::pg_catalog.regclass,
                              'pg_catalog.pg_transform'::pg_catalog.regclass, 'pg_catalog.pg_am'::pg_catalog.regclass,
                              'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass,
                              'pg_catalog.pg_ts_parser'::pg_catalog.regclass, 'pg_catalog.pg_ts_template'::pg_catalog.regclass)
       AND (depend.classid <> 'pg_catalog.pg_proc'::pg_catalog.regclass
            OR depend.objid IN (SELECT oid FROM pg_catalog.pg_proc WHERE prokind IN ('a', 'w')))
       AND (depend.classid <> 'pg_catalog.pg_type'::pg_catalog.regclass
            OR depend.objid IN (SELECT oid FROM pg_catalog.pg_type WHERE typtype = 'r' OR typtype = 'b' AND typcategory <> 'A'))
), hooks AS (
    SELECT DISTINCT hanging.kind, hanging.name, own.name AS own, depend.refclassid, depend.refobjid, depend.refobjsubid
      FROM hanging
      JOIN pg_catalog.pg_depend AS depend ON depend.classid = hanging.class AND depend.objid = hanging.oid
      JOIN relations AS own ON own.oid = hanging.own
     WHERE depend.deptype IN ('n', 'a') AND NOT (depend.refobjid = hanging.own AND depend.refobjsubid = 0)
       AND NOT (depend.refobjid = hanging.own AND hanging.kind = 'index')
       AND NOT (depend.refobjid = hanging.own
                AND hanging.class IN ('pg_catalog.pg_attrdef'::pg_catalog.regclass,
                                      'pg_catalog.pg_constraint'::pg_catalog.regclass,
                                      'pg_catalog.pg_trigger'::pg_catalog.regclass))
    UNION ALL
    SELECT program.kind, program.name, NULL, used.refclassid, used.refobjid, 0
      FROM programs AS used
      LEFT JOIN pg_catalog.pg_amproc AS amproc
             ON used.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass AND amproc.oid = used.objid
      LEFT JOIN pg_catalog.pg_amop AS amop
             ON used.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass AND amop.oid = used.objid
     CROSS JOIN LATERAL (SELECT COALESCE(amproc.amprocfamily, amop.amopfamily) AS oid) AS family
     CROSS JOIN LATERAL (
           SELECT identity.type AS kind, identity.identity AS name
             FROM pg_catalog.pg_identify_object(
                      CASE WHEN family.oid IS NULL THEN used.classid ELSE 'pg_catalog.pg_opfamily'::pg_catalog.regclass END,
                      COALESCE(family.oid, used.objid), 0) AS identity) AS program
     WHERE program.name IS NOT NULL
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS member
                        WHERE member.classid = used.classid AND member.objid = used.objid AND member.deptype IN ('e', 'i')
                          AND member.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass)
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
-- The index of a partition goes with that of its table.
SELECT 'replica identity', owner.name, owner.name, 'relation', COALESCE(root.name, relations.name), NULL
  FROM pg_catalog.pg_index AS index
  JOIN relations ON relations.oid = index.indexrelid
  JOIN relations AS owner ON owner.oid = index.indrelid AND owner.relreplident = 'i'
  LEFT JOIN relations AS root
         ON relations.relispartition AND root.oid = pg_catalog.pg_partition_root(index.indexrelid)
 WHERE index.indisreplident
UNION ALL
SELECT 'clustered index', relations.name, owner.name, 'relation', COALESCE(root.name, relations.name), NULL
  FROM pg_catalog.pg_index AS index
  JOIN relations ON relations.oid = index.indexrelid
  JOIN relations AS owner ON owner.oid = index.indrelid
  LEFT JOIN relations AS root
         ON relations.relispartition AND root.oid = pg_catalog.pg_partition_root(index.indexrelid)
 WHERE index.indisclustered
UNION ALL
SELECT 'comment', relations.name, owner.name, 'relation', COALESCE(root.name, relations.name), NULL
  FROM pg_catalog.pg_description AS description
  JOIN pg_catalog.pg_index AS index ON index.indexrelid = description.objoid
  JOIN relations ON relations.oid = index.indexrelid
  JOIN relations AS owner ON owner.oid = index.indrelid
  LEFT JOIN relations AS root
         ON relations.relispartition AND root.oid = pg_catalog.pg_partition_root(index.indexrelid)
 WHERE description.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
   AND description.objoid >= 16384 AND description.objsubid = 0
   AND (relations.relispartition
        OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS con
                    WHERE con.conindid = index.indexrelid AND con.contype IN ('p', 'u', 'x')))
UNION ALL
SELECT CASE con.contype WHEN 'p' THEN 'temporal primary key' ELSE 'temporal key' END,
       pg_catalog.format('%I ON %s', con.conname, relations.name), relations.name, 'relation', relations.name, attribute.attname
  FROM odd_constraints AS con
  JOIN relations ON relations.oid = con.conrelid
  JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = con.conrelid AND attribute.attnum = ANY (con.conkey)
 WHERE con.is_temporal AND con.contype IN ('p', 'u');
