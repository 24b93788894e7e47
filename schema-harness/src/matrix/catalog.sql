-- The state of every constraint, unique index and trigger: namespace, table, name, state. OIDs below 16384 are the system's
-- own.
SELECT space.nspname, relation.relname, object.name, object.state
  FROM (
    SELECT conrelid AS relation, conname::text AS name,
           CASE WHEN pg_catalog.to_jsonb(con) ->> 'conenforced' = 'false' THEN 'not enforced'
                WHEN con.convalidated THEN 'validated' ELSE 'not valid' END AS state
      FROM pg_catalog.pg_constraint AS con
     WHERE con.conrelid >= 16384 AND con.contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL
    SELECT index.indrelid, class.relname::text,
           CASE WHEN NOT (index.indisvalid AND index.indisready) THEN 'invalid'
                WHEN index.indisunique THEN 'valid' ELSE 'not unique' END
      FROM pg_catalog.pg_index AS index
      JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
     WHERE index.indrelid >= 16384
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS con WHERE con.conindid = index.indexrelid AND con.contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT trigger.tgrelid, trigger.tgname::text,
           CASE trigger.tgenabled WHEN 'O' THEN 'enabled' WHEN 'A' THEN 'enabled always'
                                  WHEN 'R' THEN 'enabled on replicas only' ELSE 'disabled' END
      FROM pg_catalog.pg_trigger AS trigger
     WHERE trigger.tgrelid >= 16384 AND NOT trigger.tgisinternal
  ) AS object
  JOIN pg_catalog.pg_class AS relation ON relation.oid = object.relation
  JOIN pg_catalog.pg_namespace AS space ON space.oid = relation.relnamespace
