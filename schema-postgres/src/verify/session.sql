-- A session that reads and does nothing else. Each statement is a transaction of its own: no snapshot is held.
SET default_transaction_read_only = on;
SET row_security = off;
SET search_path = '';
SET idle_in_transaction_session_timeout = '60s';
-- Reading all rows of a large table takes its time. What `options` or PGOPTIONS have set has the source `client`, and stays.
SELECT pg_catalog.set_config(wanted.name, wanted.value, false)
  FROM (VALUES ('statement_timeout', '0'), ('lock_timeout', '2s')) AS wanted (name, value)
  JOIN pg_catalog.pg_settings AS found ON found.name = wanted.name
 WHERE found.source <> 'client';
