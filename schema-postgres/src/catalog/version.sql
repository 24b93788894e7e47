-- The server's version as a number: 180001 is 18.1.
SELECT pg_catalog.current_setting('server_version_num');
