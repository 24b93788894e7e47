-- What belongs to the database and stands in no namespace, who owns what, and who may use it: kind, name, reason. A
-- privilege counts where it is neither the default of its kind nor what PostgreSQL or an extension began with.
WITH namespaces AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
), members AS MATERIALIZED (
    SELECT classid, objid FROM pg_catalog.pg_depend
     WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND deptype = 'e'
), objects AS (
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS class, class.oid, class.relowner AS owner, class.relacl AS acl,
           (CASE class.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char" AS kind,
           pg_catalog.format('%I.%I', namespaces.nspname, class.relname) AS name
      FROM pg_catalog.pg_class AS class JOIN namespaces ON namespaces.oid = class.relnamespace
     WHERE class.oid >= 16384 AND class.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'pg_catalog.pg_proc', function.oid, function.proowner, function.proacl, 'f',
           function.oid::pg_catalog.regprocedure::text
      FROM pg_catalog.pg_proc AS function JOIN namespaces ON namespaces.oid = function.pronamespace
     WHERE function.oid >= 16384
    UNION ALL
    SELECT 'pg_catalog.pg_type', type.oid, type.typowner, type.typacl, 'T',
           pg_catalog.format('%I.%I', namespaces.nspname, type.typname)
      FROM pg_catalog.pg_type AS type JOIN namespaces ON namespaces.oid = type.typnamespace
     WHERE type.oid >= 16384 AND (type.typtype IN ('e', 'd', 'r') OR type.typacl IS NOT NULL)
    UNION ALL
    SELECT 'pg_catalog.pg_namespace', namespace.oid, namespace.nspowner, namespace.nspacl, 'n',
           pg_catalog.quote_ident(namespace.nspname)
      FROM pg_catalog.pg_namespace AS namespace JOIN namespaces ON namespaces.oid = namespace.oid
)
SELECT 'owner' AS kind, pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(objects.owner)) AS name,
       'it is not the database''s, and owns objects such as ' || pg_catalog.min(objects.name COLLATE "C") AS because
  FROM objects
 WHERE objects.owner NOT IN (SELECT datdba FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
                             UNION ALL SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'pg_database_owner')
   AND NOT EXISTS (SELECT FROM members WHERE classid = objects.class AND objid = objects.oid)
 GROUP BY objects.owner
UNION ALL
SELECT 'grant', objects.name, 'its privileges are not the default ones'
  FROM objects
  LEFT JOIN pg_catalog.pg_init_privs AS initial
         ON initial.classoid = objects.class AND initial.objoid = objects.oid AND initial.objsubid = 0
 CROSS JOIN LATERAL (SELECT COALESCE(initial.initprivs, pg_catalog.acldefault(objects.kind, objects.owner)) AS acl) AS expected
 WHERE objects.acl IS NOT NULL AND NOT (objects.acl @> expected.acl AND objects.acl <@ expected.acl)
UNION ALL
SELECT 'default privileges',
       pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(found.defaclrole))
       || COALESCE(' IN ' || pg_catalog.quote_ident(namespaces.nspname), ''), 'they change what new objects may be used for'
  FROM pg_catalog.pg_default_acl AS found LEFT JOIN namespaces ON namespaces.oid = found.defaclnamespace
UNION ALL
SELECT found.kind, pg_catalog.quote_ident(found.name), 'it is not read'
  FROM (SELECT 'event trigger' AS kind, 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AS class, oid, evtname AS name
          FROM pg_catalog.pg_event_trigger
        UNION ALL SELECT 'publication', 'pg_catalog.pg_publication', oid, pubname FROM pg_catalog.pg_publication
        UNION ALL SELECT 'subscription', 'pg_catalog.pg_subscription', oid, subname FROM pg_catalog.pg_subscription
         WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        UNION ALL SELECT 'foreign-data wrapper', 'pg_catalog.pg_foreign_data_wrapper', oid, fdwname FROM pg_catalog.pg_foreign_data_wrapper
        UNION ALL SELECT 'server', 'pg_catalog.pg_foreign_server', oid, srvname FROM pg_catalog.pg_foreign_server
        UNION ALL SELECT 'language', 'pg_catalog.pg_language', oid, lanname FROM pg_catalog.pg_language
        UNION ALL SELECT 'access method', 'pg_catalog.pg_am', oid, amname FROM pg_catalog.pg_am
       ) AS found
 WHERE found.oid >= 16384 AND NOT EXISTS (SELECT FROM members WHERE classid = found.class AND objid = found.oid)
UNION ALL
-- The files of the extensions are read only where there are any but plpgsql.
SELECT 'comment', pg_catalog.format('extension %I', extension.extname), 'it is not the extension''s own'
  FROM pg_catalog.pg_extension AS extension
 CROSS JOIN LATERAL (SELECT comment FROM pg_catalog.pg_available_extensions() AS available
                      WHERE available.name = extension.extname OFFSET 0) AS own
 WHERE extension.extname <> 'plpgsql'
   AND pg_catalog.obj_description(extension.oid, 'pg_extension') IS DISTINCT FROM own.comment
UNION ALL
SELECT 'transform', pg_catalog.format('%s FOR %I', pg_catalog.format_type(found.trftype, NULL), language.lanname), 'it is not read'
  FROM pg_catalog.pg_transform AS found JOIN pg_catalog.pg_language AS language ON language.oid = found.trflang
 WHERE NOT EXISTS (SELECT FROM members
                    WHERE classid = 'pg_catalog.pg_transform'::pg_catalog.regclass AND objid = found.oid)
UNION ALL
SELECT 'security label', pg_catalog.format('%s of %s', identity.type, identity.identity), 'security labels are not read'
  FROM pg_catalog.pg_seclabel AS label
 CROSS JOIN LATERAL pg_catalog.pg_identify_object(label.classoid, label.objoid, label.objsubid) AS identity;
