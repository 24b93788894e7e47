-- Indexes, those behind constraints too. With an expression or a predicate come the columns that the index mentions.
SELECT index.indexrelid, index.indrelid, class.relname, method.amname, index.indisunique,
       index.indisvalid AND index.indisready AND index.indislive, index.indnkeyatts, index.indkey, index.indclass,
       index.indcollation, index.indoption, class.reloptions, index.indexprs IS NOT NULL,
       pg_catalog.pg_get_expr(index.indpred, index.indrelid), index.indpred IS NOT NULL,
       CASE WHEN index.indexprs IS NOT NULL OR index.indpred IS NOT NULL
            THEN ARRAY(SELECT DISTINCT mentioned.refobjsubid
                         FROM pg_catalog.pg_depend AS mentioned
                        WHERE mentioned.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                          AND mentioned.objid = index.indexrelid
                          AND mentioned.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                          AND mentioned.refobjid = index.indrelid
                          AND mentioned.refobjsubid > 0) END,
       index.indnullsnotdistinct  -- from 15
       false                      -- before 15
  FROM pg_catalog.pg_index AS index
  JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
  JOIN pg_catalog.pg_am AS method ON method.oid = class.relam
 WHERE index.indrelid >= 16384 AND class.relkind IN ('i', 'I');
-- Parameters of operator classes.
SELECT attribute.attrelid, attribute.attnum, attribute.attoptions
  FROM pg_catalog.pg_attribute AS attribute
  JOIN pg_catalog.pg_class AS class ON class.oid = attribute.attrelid
 WHERE attribute.attoptions IS NOT NULL AND class.relkind IN ('i', 'I') AND class.oid >= 16384;
