-- What the other queries name by OID.
-- Namespaces that are not the system's or temporary, with their comments.
SELECT namespace.oid, namespace.nspname, description.description
  FROM pg_catalog.pg_namespace AS namespace
  LEFT JOIN pg_catalog.pg_description AS description
         ON description.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
        AND description.objoid = namespace.oid AND description.objsubid = 0
 WHERE namespace.nspname <> 'information_schema' AND namespace.nspname NOT LIKE 'pg\_%';
-- What belongs to an extension and not to the schema.
SELECT member.classid::pg_catalog.regclass, member.objid
  FROM pg_catalog.pg_depend AS member
 WHERE member.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND member.deptype = 'e';
-- Extensions; plpgsql comes with every database.
SELECT extension.extname, namespace.nspname
  FROM pg_catalog.pg_extension AS extension
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = extension.extnamespace
 WHERE extension.extname <> 'plpgsql';
-- Collations, operator classes and the operators of exclusion constraints; the first two also as PostgreSQL prints them,
-- and with each class the type that it is the default for.
SELECT coll.oid, namespace.nspname, coll.collname,
       CASE WHEN namespace.nspname = 'pg_catalog' THEN pg_catalog.quote_ident(coll.collname)
            ELSE pg_catalog.format('%I.%I', namespace.nspname, coll.collname) END
  FROM pg_catalog.pg_collation AS coll
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = coll.collnamespace;
SELECT class.oid, namespace.nspname, class.opcname,
       CASE WHEN namespace.nspname = 'pg_catalog' THEN pg_catalog.quote_ident(class.opcname)
            ELSE pg_catalog.format('%I.%I', namespace.nspname, class.opcname) END,
       CASE WHEN class.opcdefault THEN class.opcintype END
  FROM pg_catalog.pg_opclass AS class
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.opcnamespace;
SELECT operator.oid, namespace.nspname, operator.oprname
  FROM pg_catalog.pg_operator AS operator
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = operator.oprnamespace
 WHERE operator.oid IN (SELECT pg_catalog.unnest(con.conexclop) FROM pg_catalog.pg_constraint AS con WHERE con.contype = 'x');
-- Comments on all that is not the system's.
SELECT description.classoid::pg_catalog.regclass, description.objoid, description.objsubid, description.description
  FROM pg_catalog.pg_description AS description
 WHERE description.objoid >= 16384
   AND description.classoid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass,
                                'pg_catalog.pg_type'::pg_catalog.regclass);
-- Each type that a column has, once: printing it is what costs.
SELECT used.atttypid, used.atttypmod, pg_catalog.format_type(used.atttypid, used.atttypmod), type.typcollation
  FROM (SELECT DISTINCT attribute.atttypid, attribute.atttypmod
          FROM pg_catalog.pg_attribute AS attribute
         WHERE attribute.attnum > 0 AND attribute.attrelid >= 16384 AND NOT attribute.attisdropped) AS used
  JOIN pg_catalog.pg_type AS type ON type.oid = used.atttypid;
