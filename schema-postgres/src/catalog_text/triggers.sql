-- A line for each trigger that is no constraint's: the table's OID, the line with what its function's body digests to.
SELECT trigger.tgrelid,
       pg_catalog.pg_get_triggerdef(trigger.oid)
       || CASE trigger.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' -- DISABLED' WHEN 'R' THEN ' -- REPLICA' ELSE ' -- ALWAYS' END
       || CASE WHEN function.prosecdef THEN ' -- SECURITY DEFINER' ELSE '' END
       || ' -- body ' || pg_catalog.md5(function.prosrc) AS line
  FROM pg_catalog.pg_trigger AS trigger
  JOIN pg_catalog.pg_class AS class ON class.oid = trigger.tgrelid AND class.relkind IN ('r', 'p')
  JOIN pg_catalog.pg_proc AS function ON function.oid = trigger.tgfoid
 WHERE trigger.tgrelid >= 16384 AND NOT trigger.tgisinternal;
