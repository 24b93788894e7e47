-- A session that reads and does nothing else. Each statement is a transaction of its own: no snapshot is held.
SET default_transaction_read_only = on;
SET row_security = off;
SET search_path = '';
SET lock_timeout = '2s';
SET statement_timeout = 0;
SET idle_in_transaction_session_timeout = '60s';
