-- Constraints of tables; what partitions have of their parent is its own. Of the NOT NULLs, which are rows here from
-- PostgreSQL 18, those that are more than a column's.
SELECT con.oid, con.conrelid, con.conname, con.contype, con.condeferrable, con.condeferred, con.convalidated,
       con.connoinherit, con.conindid, con.confrelid, con.confupdtype, con.confdeltype, con.confmatchtype, con.conkey,
       con.confkey, con.conexclop,
       CASE WHEN con.contype = 'c' THEN pg_catalog.pg_get_expr(con.conbin, con.conrelid) END,
       con.confdelsetcols,  -- from 15
       NULL,                -- before 15
       con.conenforced, con.conperiod  -- from 18
       true, false                     -- before 18
  FROM pg_catalog.pg_constraint AS con
 WHERE con.conparentid = 0 AND con.conrelid >= 16384
   AND (con.contype IN ('p', 'u', 'f', 'c', 'x') 
        OR con.contype = 'n' AND (NOT con.convalidated OR con.connoinherit
                                  OR con.oid IN (SELECT objoid FROM pg_catalog.pg_description
                                                  WHERE classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass)));
