---- 01_preflight.sql

-- 01.001  look for privileges that the role lacks
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $check_1$
DECLARE
    lacking text;
BEGIN
    SELECT string_agg(privilege, ', ' ORDER BY privilege) INTO lacking FROM (
        SELECT 'CREATE on schema public' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public'
            AND pg_catalog.has_schema_privilege(oid, 'CREATE'))
        UNION ALL
        SELECT 'ownership of ' || name FROM (VALUES ('public."User Table"'),
            ('public."größe$check$"')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
        UNION ALL
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public."User Table"')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.has_table_privilege(oid, 'REFERENCES') AND pg_catalog.has_table_privilege(oid, 'SELECT'))
    ) AS needed (privilege);
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'role ' || current_user || ' lacks: ' || lacking,
            HINT = 'Run the migration as the owner of the tables. A table that is not there is owned by nobody.';
    END IF;
END
$check_1$;

-- 01.002  look for rows of public."größe$check$" that violate "größe$check$_:colon \ back_not_null_check"
-- locks   public."größe$check$": ACCESS SHARE (nobody's reads or writes wait)
-- scan    public."größe$check$" · own transaction
-- undo    nothing to undo
DO $check_1$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public."größe$check$"
     WHERE (":colon \ back" IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce("größe$check$"."order"::text, 'NULL')) || ')' AS row_key
      FROM ONLY public."größe$check$"
     WHERE (":colon \ back" IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = E'constraint "größe$check$_:colon \\ back_not_null_check" of public."größe$check$": ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with ("order"), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check_1$;

-- 01.003  look for rows of public."größe$check$" that violate "größe$check$_:colon \ back_check"
-- locks   public."größe$check$": ACCESS SHARE (nobody's reads or writes wait)
-- scan    public."größe$check$" · own transaction
-- undo    nothing to undo
DO $check_1$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public."größe$check$"
     WHERE (":colon \ back" > 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce("größe$check$"."order"::text, 'NULL')) || ')' AS row_key
      FROM ONLY public."größe$check$"
     WHERE (":colon \ back" > 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = E'constraint "größe$check$_:colon \\ back_check" of public."größe$check$": ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with ("order"), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check_1$;

-- 01.004  report orphans of 1 foreign key, fails for none
-- locks   public."User Table", public."größe$check$": ACCESS SHARE (nobody's reads or writes wait)
-- scan    public."User Table", public."größe$check$" · own transaction
-- undo    nothing to undo
SELECT '$audit$ % it''s "FK"' AS foreign_key, 'public."größe$check$"' AS referencing_table, count(*) AS orphans
      FROM ONLY public."größe$check$" AS child
     WHERE child."Select" IS NOT NULL AND child."100% ""on"" it's" IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public."User Table" AS parent
                        WHERE parent."select" OPERATOR(pg_catalog.=) child."Select"
                          AND parent."50% ""off"" it's" OPERATOR(pg_catalog.=) child."100% ""on"" it's")
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_create.sql

-- 02.001  add column "Neue Spalte" to public."größe$check$"
-- locks   public."größe$check$": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::d · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
ALTER TABLE public."größe$check$"
    ADD COLUMN "Neue Spalte" text DEFAULT '%' NOT NULL;

---- 03_index.sql

-- 03.001  create index "index ""of"" % it's" on public."größe$check$", concurrently
-- locks   public."größe$check$": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public."größe$check$" · outside a transaction block
-- from    Order::index on Select, 100% "on" it's · undo: rollback.sql 03.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE INDEX CONCURRENTLY "index ""of"" % it's"
    ON public."größe$check$" ("Select", "100% ""on"" it's");

-- 03.002  create unique index "Ümläut % %s :x" on public."User Table", concurrently
-- locks   public."User Table": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public."User Table" · outside a transaction block
-- from    User::(b, id) · undo: rollback.sql 03.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY "Ümläut % %s :x"
    ON public."User Table" ("50% ""off"" it's", "Id");

---- 04_add_not_valid.sql

-- 04.001  add check "größe$check$_:colon \ back_not_null_check" to public."größe$check$", not yet valid
-- locks   public."größe$check$": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::c · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE)
ALTER TABLE public."größe$check$"
    ADD CONSTRAINT "größe$check$_:colon \ back_not_null_check"
    CHECK (":colon \ back" IS NOT NULL)
    NOT VALID;

---- 05_validate.sql

-- 05.001  validate check "größe$check$_:colon \ back_not_null_check"
-- locks   public."größe$check$": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public."größe$check$" · own transaction, required: else writers of public."größe$check$" wait through this scan
-- from    Order::c · undo: nothing to undo
ALTER TABLE public."größe$check$"
    VALIDATE CONSTRAINT "größe$check$_:colon \ back_not_null_check";

---- 06_finish.sql

-- 06.001  set ":colon \ back" of public."größe$check$" not null, as its validated check proves
-- locks   public."größe$check$": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::c · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public."größe$check$"
    ALTER COLUMN ":colon \ back" SET NOT NULL;

-- 06.002  drop constraint "größe$check$_:colon \ back_not_null_check" of public."größe$check$"
-- locks   public."größe$check$": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Order::c · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public."größe$check$"
    DROP CONSTRAINT "größe$check$_:colon \ back_not_null_check";

---- 07_key.sql

-- 07.001  make index "Ümläut % %s :x" the unique "Ümläut % %s :x" of public."User Table"
-- locks   public."User Table": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public."größe$check$" wait for these locks too
-- from    User::(b, id) · undo: rollback.sql 07.001 (ACCESS EXCLUSIVE)
ALTER TABLE public."User Table"
    ADD CONSTRAINT "Ümläut % %s :x" UNIQUE USING INDEX "Ümläut % %s :x";

---- 08_add_not_valid.sql

-- 08.001  add check "größe$check$_:colon \ back_check" to public."größe$check$", not yet valid
-- locks   public."größe$check$": ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public."User Table" wait for these locks too
-- from    Order::check ":colon \ back" > 0 · undo: rollback.sql 08.001 (ACCESS EXCLUSIVE)
ALTER TABLE public."größe$check$"
    ADD CONSTRAINT "größe$check$_:colon \ back_check"
    CHECK (":colon \ back" > 0)
    NOT VALID;

-- 08.002  add foreign key "$audit$ % it's ""FK""", not yet valid
-- locks   public."User Table", public."größe$check$": SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Order::a, b · undo: rollback.sql 08.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public."größe$check$"
    ADD CONSTRAINT "$audit$ % it's ""FK"""
    FOREIGN KEY ("Select", "100% ""on"" it's") REFERENCES public."User Table" ("select", "50% ""off"" it's") ON DELETE SET NULL ("100% ""on"" it's")
    NOT VALID;

---- 09_audit.sql

-- 09.001  audit foreign key "$audit$ % it's ""FK""": fails where orphans are left
-- locks   public."User Table", public."größe$check$": ACCESS SHARE (nobody's reads or writes wait)
-- scan    public."User Table", public."größe$check$" · own transaction, required: else writers of public."User Table" wait through this scan
-- from    Order::a, b · undo: nothing to undo
DO $audit_1$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public."größe$check$" AS child
     WHERE child."Select" IS NOT NULL AND child."100% ""on"" it's" IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public."User Table" AS parent
                        WHERE parent."select" OPERATOR(pg_catalog.=) child."Select"
                          AND parent."50% ""off"" it's" OPERATOR(pg_catalog.=) child."100% ""on"" it's");
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child."Select"::text, 'NULL'), coalesce(child."100% ""on"" it's"::text, 'NULL')) || ')' AS key
      FROM ONLY public."größe$check$" AS child
     WHERE child."Select" IS NOT NULL AND child."100% ""on"" it's" IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public."User Table" AS parent
                        WHERE parent."select" OPERATOR(pg_catalog.=) child."Select"
                          AND parent."50% ""off"" it's" OPERATOR(pg_catalog.=) child."100% ""on"" it's")
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint "$audit$ % it''s ""FK""" of public."größe$check$": ' || orphans || ' orphan rows',
            DETAIL = 'keys ("Select", "100% ""on"" it''s") without a row in public."User Table", for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit_1$;

---- 10_validate.sql

-- 10.001  validate check "größe$check$_:colon \ back_check"
-- locks   public."größe$check$": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public."größe$check$" · own transaction, required: else writers of public."größe$check$" wait through this scan
-- from    Order::check ":colon \ back" > 0 · undo: nothing to undo
ALTER TABLE public."größe$check$"
    VALIDATE CONSTRAINT "größe$check$_:colon \ back_check";

-- 10.002  validate foreign key "$audit$ % it's ""FK"""
-- locks   public."größe$check$": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public."User Table": ROW SHARE (nobody's reads or writes wait)
-- scan    public."User Table", public."größe$check$" · own transaction, required: else writers of public."User Table" wait through this scan
-- from    Order::a, b · undo: nothing to undo
ALTER TABLE public."größe$check$"
    VALIDATE CONSTRAINT "$audit$ % it's ""FK""";

---- 11_finish.sql

-- 11.001  comment on table public."größe$check$" and what belongs to it
-- locks   public."größe$check$": SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Order · undo: rollback.sql 11.001 (SHARE UPDATE EXCLUSIVE)
BEGIN;
COMMENT ON COLUMN public."größe$check$"."100% ""on"" it's" IS E'%s :name ''quoted'' "double" \\\\ $verify$';
COMMENT ON CONSTRAINT "größe$check$_:colon \ back_check" ON public."größe$check$" IS E'100% \\ it''s $check$';
COMMIT;

---- 12_verify.sql

-- 12.001  verify 8 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT 'constraint ' || name || ' of ' || table_name FROM (VALUES
            ('public."größe$check$"', '$audit$ % it''s "FK"', 'f', 'FOREIGN KEY ("Select", "100% ""on"" it''s") REFERENCES public."User Table"("select", "50% ""off"" it''s") ON DELETE SET NULL ("100% ""on"" it''s")'),
            ('public."größe$check$"', E'größe$check$_:colon \\ back_check', 'c', NULL),
            ('public."User Table"', 'Ümläut % %s :x', 'u', 'UNIQUE ("50% ""off"" it''s", "Id")')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public."index ""of"" % it''s"', 'public."größe$check$"'),
            ('public."Ümläut % %s :x"', 'public."User Table"')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('column public."größe$check$"."Neue Spalte"', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public."größe$check$"') AND attname = 'Neue Spalte' AND NOT attisdropped)),
            (E'constraint "größe$check$_:colon \\ back_not_null_check" of public."größe$check$"', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public."größe$check$"') AND conname = E'größe$check$_:colon \\ back_not_null_check')),
            (E'not null of public."größe$check$".":colon \\ back"', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public."größe$check$"') AND attname = E':colon \\ back' AND NOT attisdropped AND attnotnull = true))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 11.001  undone: comment on table public."größe$check$" and what belongs to it
COMMENT ON COLUMN public."größe$check$"."100% ""on"" it's" IS NULL;
COMMENT ON CONSTRAINT "größe$check$_:colon \ back_check" ON public."größe$check$" IS NULL;

-- 08.002  undone: drop foreign key "$audit$ % it's ""FK""" of public."größe$check$"
ALTER TABLE public."größe$check$"
    DROP CONSTRAINT "$audit$ % it's ""FK""";

-- 08.001  undone: drop constraint "größe$check$_:colon \ back_check" of public."größe$check$"
ALTER TABLE public."größe$check$"
    DROP CONSTRAINT "größe$check$_:colon \ back_check";

-- 07.001  undone: drop constraint "Ümläut % %s :x" of public."User Table"
ALTER TABLE public."User Table"
    DROP CONSTRAINT "Ümläut % %s :x";

-- 06.001  undone: let ":colon \ back" of public."größe$check$" be null
ALTER TABLE public."größe$check$"
    ALTER COLUMN ":colon \ back" DROP NOT NULL;

-- 03.001  undone: drop index "index ""of"" % it's" of public."größe$check$", concurrently
DROP INDEX CONCURRENTLY public."index ""of"" % it's";

-- 02.001  undone: drop column "Neue Spalte" of public."größe$check$"
ALTER TABLE public."größe$check$"
    DROP COLUMN "Neue Spalte";
