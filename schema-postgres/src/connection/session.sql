-- A session that answers within minutes, and keeps nobody waiting who waits behind it for a lock. What `options` or PGOPTIONS
-- have set has the source `client`, and stays. Only where the startup has made the session one that can read alone: a
-- pooler refuses that, or passes it over, and what is set in one of its sessions stays for whoever comes next.
SELECT pg_catalog.set_config(wanted.name, wanted.value, false)
  FROM (VALUES ('statement_timeout', '5min'), ('lock_timeout', '2s')) AS wanted (name, value)
  JOIN pg_catalog.pg_settings AS found ON found.name = wanted.name
  JOIN pg_catalog.pg_settings AS reads ON reads.name = 'default_transaction_read_only'
 WHERE found.source <> 'client' AND reads.source = 'client';
SELECT FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only' AND source = 'client' AND setting = 'on';
