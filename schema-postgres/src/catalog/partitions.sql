-- Tables that are divided: strategy, columns of the keys (0 for an expression), operator classes, collations, the expressions
-- with commas between, the columns that they mention, PARTITION BY in print.
SELECT divided.partrelid, divided.partstrat, divided.partattrs, divided.partclass, divided.partcollation,
       pg_catalog.pg_get_expr(divided.partexprs, divided.partrelid),
       ARRAY(SELECT DISTINCT mentioned.refobjsubid
               FROM pg_catalog.pg_depend AS mentioned
              WHERE mentioned.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND mentioned.objid = divided.partrelid
                AND mentioned.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND mentioned.refobjid = divided.partrelid AND mentioned.refobjsubid > 0),
       pg_catalog.pg_get_partkeydef(divided.partrelid)
  FROM pg_catalog.pg_partitioned_table AS divided;
-- Partitions: what each is one of, its bound.
SELECT class.oid, above.inhparent, pg_catalog.pg_get_expr(class.relpartbound, class.oid)
  FROM pg_catalog.pg_class AS class
  JOIN pg_catalog.pg_inherits AS above ON above.inhrelid = class.oid
 WHERE class.relispartition AND class.relkind IN ('r', 'p');
