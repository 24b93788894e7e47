-- Functions and procedures: namespace, name, types of the arguments of a call, definition, comment, tables that must be
-- there first. Aggregates and what belongs to an extension or another object are left out.
SELECT namespace.nspname, function.proname,
       ARRAY(SELECT pg_catalog.format_type(argument.oid, NULL)
               FROM pg_catalog.unnest(function.proargtypes::pg_catalog.oid[]) WITH ORDINALITY AS argument (oid, place)
              ORDER BY argument.place),
       pg_catalog.pg_get_functiondef(function.oid),
       pg_catalog.obj_description(function.oid, 'pg_proc'),
       ARRAY(SELECT DISTINCT needed.oid::pg_catalog.regclass::pg_catalog.text
               FROM (SELECT refobjid AS oid FROM pg_catalog.pg_depend
                      WHERE classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND objid = function.oid
                        AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                     UNION ALL
                     SELECT type.typrelid
                       FROM pg_catalog.pg_type AS used
                       JOIN pg_catalog.pg_type AS type
                         ON type.oid = CASE WHEN used.typelem <> 0 THEN used.typelem ELSE used.oid END
                      WHERE used.oid = function.prorettype
                         OR used.oid = ANY (COALESCE(function.proallargtypes, function.proargtypes::pg_catalog.oid[]))
                    ) AS needed
               JOIN pg_catalog.pg_class AS class ON class.oid = needed.oid AND class.relkind IN ('r', 'p', 'v', 'm', 'f')
              ORDER BY 1)
  FROM pg_catalog.pg_proc AS function
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = function.pronamespace
 WHERE namespace.nspname <> 'information_schema' AND namespace.nspname NOT LIKE 'pg\_%'
   AND function.oid >= 16384 AND function.prokind IN ('f', 'p')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend
                    WHERE classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND objid = function.oid
                      AND deptype IN ('e', 'i'));
-- Triggers that somebody made: table, name, definition, when it fires, comment, the table's name in print.
SELECT trigger.tgrelid, trigger.tgname, pg_catalog.pg_get_triggerdef(trigger.oid), trigger.tgenabled,
       pg_catalog.obj_description(trigger.oid, 'pg_trigger'), trigger.tgrelid::pg_catalog.regclass::pg_catalog.text
  FROM pg_catalog.pg_trigger AS trigger
  JOIN pg_catalog.pg_class AS class ON class.oid = trigger.tgrelid
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
 WHERE namespace.nspname <> 'information_schema' AND namespace.nspname NOT LIKE 'pg\_%'
   AND NOT trigger.tgisinternal AND trigger.tgparentid = 0;
