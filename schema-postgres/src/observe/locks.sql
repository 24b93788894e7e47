-- The relation locks that a backend holds in this database. OIDs below 16384 are the system's own relations.
SELECT relation AS oid, mode
  FROM pg_catalog.pg_locks
 WHERE pid = $1
   AND locktype = 'relation'
   AND granted
   AND relation >= 16384
   AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
