---- 01_preflight.sql

-- 01.001  look for privileges that the role lacks
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $check$
DECLARE
    lacking text;
BEGIN
    SELECT string_agg(privilege, ', ' ORDER BY privilege) INTO lacking FROM (
        SELECT 'CREATE on schema public' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public'
            AND pg_catalog.has_schema_privilege(oid, 'CREATE'))
        UNION ALL
        SELECT 'ownership of ' || name FROM (VALUES ('public.tickets')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
    ) AS needed (privilege);
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'role ' || current_user || ' lacks: ' || lacking,
            HINT = 'Run the migration as the owner of the tables. A table that is not there is owned by nobody.';
    END IF;
END
$check$;

---- 02_create.sql

-- 02.001  create table public.notes
-- locks   public.notes: new in this migration
-- scan    none · own transaction
-- from    Note · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.notes (
    id bigint DEFAULT (1 + 1) NOT NULL,
    is_known boolean DEFAULT (true IS NOT NULL) NOT NULL,
    CONSTRAINT notes_pkey PRIMARY KEY (id)
);

-- 02.002  add column is_new to public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::is_new · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    ADD COLUMN is_new boolean;

-- 02.003  add column is_open to public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::is_open · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    ADD COLUMN is_open boolean;

-- 02.004  add column label to public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::label · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    ADD COLUMN label text;

-- 02.005  add column amount to public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::amount · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.tickets
    ADD COLUMN amount numeric(10,2) DEFAULT ('1.5'::numeric(10, 2)) NOT NULL;

-- 02.006  set the default of is_new of public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::is_new · undo: with public.tickets.is_new
ALTER TABLE public.tickets
    ALTER COLUMN is_new SET DEFAULT (now() AT TIME ZONE 'UTC' IS NOT NULL);

-- 02.007  set the default of is_open of public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::is_open · undo: with public.tickets.is_open
ALTER TABLE public.tickets
    ALTER COLUMN is_open SET DEFAULT (NOT false AND true);

-- 02.008  set the default of label of public.tickets
-- locks   public.tickets: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Ticket::label · undo: with public.tickets.label
ALTER TABLE public.tickets
    ALTER COLUMN label SET DEFAULT ('x' COLLATE "C");

---- 03_verify.sql

-- 03.001  verify 7 facts in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT subject FROM (VALUES
            ('column public.tickets.amount', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'amount' AND NOT attisdropped)),
            ('column public.tickets.is_new', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'is_new' AND NOT attisdropped)),
            ('column public.tickets.is_open', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'is_open' AND NOT attisdropped)),
            ('column public.tickets.label', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'label' AND NOT attisdropped)),
            ('default of public.tickets.is_open', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'is_open' AND NOT attisdropped AND atthasdef = true)),
            ('default of public.tickets.label', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.tickets') AND attname = 'label' AND NOT attisdropped AND atthasdef = true)),
            ('table public.notes', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.notes') AND relkind IN ('r', 'p')))
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

-- 02.005  undone: drop column amount of public.tickets
ALTER TABLE public.tickets
    DROP COLUMN amount;

-- 02.004  undone: drop column label of public.tickets
ALTER TABLE public.tickets
    DROP COLUMN label;

-- 02.003  undone: drop column is_open of public.tickets
ALTER TABLE public.tickets
    DROP COLUMN is_open;

-- 02.002  undone: drop column is_new of public.tickets
ALTER TABLE public.tickets
    DROP COLUMN is_new;

-- 02.001  undone: drop table public.notes
DROP TABLE public.notes;
