-- Whether the backend $1 waits for the transaction of the backend $2 to end.
SELECT EXISTS (
    SELECT
      FROM pg_catalog.pg_locks AS waiting
      JOIN pg_catalog.pg_locks AS held ON held.virtualxid = waiting.virtualxid
     WHERE waiting.pid = $1 AND waiting.locktype = 'virtualxid' AND NOT waiting.granted
       AND held.pid = $2 AND held.locktype = 'virtualxid' AND held.granted
) AS waits
