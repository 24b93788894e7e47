-- The oldest transaction that the snapshot may not show.
SELECT pg_catalog.txid_snapshot_xmin(pg_catalog.txid_current_snapshot()) % 4294967296;
