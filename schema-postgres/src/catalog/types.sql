-- Enums, domains and composite types; those that tables have of their rows are no types of the schema's own.
SELECT type.oid, type.typnamespace, type.typname, type.typtype, type.typrelid, type.typnotnull,
       pg_catalog.format_type(type.typbasetype, type.typtypmod),
       CASE WHEN type.typcollation <> base.typcollation THEN type.typcollation END,
       pg_catalog.pg_get_expr(type.typdefaultbin, 0)
  FROM pg_catalog.pg_type AS type
  LEFT JOIN pg_catalog.pg_type AS base ON base.oid = type.typbasetype
  LEFT JOIN pg_catalog.pg_class AS class ON class.oid = type.typrelid
 WHERE type.oid >= 16384 AND (type.typtype IN ('e', 'd') OR type.typtype = 'c' AND class.relkind = 'c');
-- Labels of enums.
SELECT label.enumtypid, label.enumlabel
  FROM pg_catalog.pg_enum AS label
 WHERE label.enumtypid >= 16384
 ORDER BY label.enumtypid, label.enumsortorder;
-- Conditions of domains.
SELECT con.contypid, con.oid, con.conname, con.convalidated, pg_catalog.pg_get_expr(con.conbin, 0)
  FROM pg_catalog.pg_constraint AS con
 WHERE con.contypid >= 16384 AND con.contype = 'c';
-- Sequences, and the column that each belongs to: `i` for an identity column, `a` for OWNED BY.
SELECT class.oid, class.relnamespace, class.relname, class.relpersistence,
       pg_catalog.format_type(sequence.seqtypid, NULL), sequence.seqstart, sequence.seqincrement, sequence.seqmin,
       sequence.seqmax, sequence.seqcache, sequence.seqcycle, owner.deptype, owner.refobjid, owner.refobjsubid
  FROM pg_catalog.pg_sequence AS sequence
  JOIN pg_catalog.pg_class AS class ON class.oid = sequence.seqrelid
  LEFT JOIN pg_catalog.pg_depend AS owner
         ON owner.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND owner.objid = class.oid AND owner.objsubid = 0
        AND owner.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND owner.deptype IN ('a', 'i');
