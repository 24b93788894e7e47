-- Every relation that is not the system's own, whose OIDs are below 16384: its file, and how often it was scanned. An
-- index and a TOAST table belong to an owner, the table they serve; any other relation is its own.
SELECT relation.oid AS oid,
       toasted.oid IS NOT NULL AS is_toast,
       relation.relkind::text AS relkind,
       namespace.nspname::text AS namespace,
       relation.relname::text AS name,
       relation.relfilenode AS relfilenode,
       owner.oid AS owner_oid,
       owner_namespace.nspname::text AS owner_namespace,
       owner.relname::text AS owner_name,
       -- Of this transaction, and what earlier ones of this session have not yet reported.
       pg_catalog.pg_stat_get_xact_numscans(relation.oid) AS own_scans,
       pg_catalog.pg_stat_get_xact_tuples_returned(relation.oid) AS own_entries,
       -- Of all sessions, as far as they have reported them.
       pg_catalog.pg_stat_get_numscans(relation.oid) AS all_scans
  FROM pg_catalog.pg_class AS relation
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relation.relnamespace
  LEFT JOIN pg_catalog.pg_index AS index ON index.indexrelid = relation.oid
  LEFT JOIN pg_catalog.pg_class AS toasted
         ON toasted.reltoastrelid = COALESCE(index.indrelid, relation.oid)
  JOIN pg_catalog.pg_class AS owner ON owner.oid = COALESCE(toasted.oid, index.indrelid, relation.oid)
  JOIN pg_catalog.pg_namespace AS owner_namespace ON owner_namespace.oid = owner.relnamespace
 WHERE relation.oid >= 16384 AND owner_namespace.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY relation.oid
