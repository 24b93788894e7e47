-- Whether the backend $1 waits for the transaction of the backend $2 to end: for its snapshot, or for a row that it has
-- locked.
SELECT EXISTS (
    SELECT
      FROM pg_catalog.pg_locks AS waiting
      JOIN pg_catalog.pg_locks AS held
             ON held.locktype = waiting.locktype
            AND (held.virtualxid = waiting.virtualxid OR held.transactionid = waiting.transactionid)
     WHERE waiting.pid = $1 AND waiting.locktype IN ('virtualxid', 'transactionid') AND NOT waiting.granted
       AND held.pid = $2 AND held.granted
) AS waits
