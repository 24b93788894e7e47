-- A session that reads and does nothing else; one that answers within minutes, and keeps nobody waiting who waits behind it
-- for a lock. What `options` or PGOPTIONS have set has the source `client`, and stays. Statements, not parameters of the
-- startup: poolers refuse those that they do not know.
SET default_transaction_read_only = on;
SELECT pg_catalog.set_config(wanted.name, wanted.value, false)
  FROM (VALUES ('statement_timeout', '5min'), ('lock_timeout', '2s')) AS wanted (name, value)
  JOIN pg_catalog.pg_settings AS found ON found.name = wanted.name
 WHERE found.source <> 'client';
