-- OIDs below 16384 are the system's own, here and in the other queries.
-- Every table that is not the system's, an extension's or temporary: OID, qualified name.
SELECT class.oid, pg_catalog.format('%I.%I', namespace.nspname, class.relname) AS name
  FROM pg_catalog.pg_class AS class
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
 WHERE class.oid >= 16384 AND class.relkind IN ('r', 'p')
   AND namespace.nspname <> 'information_schema'
   AND namespace.nspname NOT LIKE 'pg\_%'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS member
                    WHERE member.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      AND member.objid = class.oid AND member.deptype = 'e');
