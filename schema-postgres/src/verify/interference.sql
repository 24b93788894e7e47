-- What would change what statements on the declared tables do, beyond what is declared, a line each.
WITH tables (oid) AS (
    SELECT pg_catalog.to_regclass(name) FROM (VALUES /*tables*/) AS declared (name)
), triggers (oid, name) AS (
    SELECT pg_catalog.to_regclass(table_name), name FROM (VALUES /*triggers*/) AS declared (table_name, name)
)
SELECT pg_catalog.format('rule %I on %s', rulename, ev_class::pg_catalog.regclass)
  FROM pg_catalog.pg_rewrite WHERE ev_class IN (SELECT oid FROM tables)
UNION ALL
SELECT pg_catalog.format('trigger %I of %s is not declared', tgname, tgrelid::pg_catalog.regclass)
  FROM pg_catalog.pg_trigger
 WHERE tgrelid IN (SELECT oid FROM tables) AND NOT tgisinternal
   AND NOT EXISTS (SELECT FROM triggers WHERE triggers.oid = tgrelid AND triggers.name = tgname)
UNION ALL
SELECT pg_catalog.format('%s for %s', setting,
                         COALESCE('role ' || (SELECT rolname FROM pg_catalog.pg_roles WHERE oid = setrole), 'all roles'))
  FROM pg_catalog.pg_db_role_setting CROSS JOIN LATERAL pg_catalog.unnest(setconfig) AS setting
 WHERE setting LIKE 'session\_replication\_role=%' AND setting <> 'session_replication_role=origin'
   AND setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
