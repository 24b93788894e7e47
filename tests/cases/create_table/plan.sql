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
        SELECT 'REFERENCES and SELECT on ' || name FROM (VALUES ('public.users')) AS needed (name)
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
$check$;

---- 02_create.sql

-- 02.001  create table public.parcels
-- locks   public.parcels: new in this migration
-- scan    none · own transaction
-- from    Parcel · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.parcels (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner_id bigint NOT NULL,
    tracking_number text NOT NULL,
    carrier text DEFAULT 'it''s',
    is_open boolean DEFAULT true NOT NULL,
    rank smallint NOT NULL,
    pieces integer NOT NULL,
    weight_kg numeric(12,3) NOT NULL,
    sent_on date NOT NULL,
    arrives_on date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    labels jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text NOT NULL,
    CONSTRAINT parcels_carrier_tracking_number_key UNIQUE (carrier, tracking_number),
    CONSTRAINT parcels_check CHECK (sent_on <= arrives_on),
    CONSTRAINT parcels_pkey PRIMARY KEY (id),
    CONSTRAINT parcels_state_check CHECK (state IN ('PACKED', 'ON_THE_WAY', 'it''s there')),
    CONSTRAINT weight_positive CHECK (weight_kg > 0)
);

---- 03_index.sql

-- 03.001  create index parcels_carrier_sent_on_weight_kg_idx on the new table public.parcels
-- locks   public.parcels: new in this migration
-- scan    public.parcels · own transaction
-- from    Parcel::index on carrier, sent_on · undo: with public.parcels
CREATE INDEX parcels_carrier_sent_on_weight_kg_idx
    ON public.parcels (carrier DESC NULLS LAST, sent_on NULLS FIRST) INCLUDE (weight_kg);

-- 03.002  create unique index parcels_one_open on the new table public.parcels
-- locks   public.parcels: new in this migration
-- scan    public.parcels · own transaction
-- from    Parcel::index on lower · undo: with public.parcels
CREATE UNIQUE INDEX parcels_one_open
    ON public.parcels ((lower(tracking_number))) WHERE is_open;

-- 03.003  create index parcels_owner_id_idx on the new table public.parcels
-- locks   public.parcels: new in this migration
-- scan    public.parcels · own transaction
-- from    Parcel::index on owner_id · undo: with public.parcels
CREATE INDEX parcels_owner_id_idx
    ON public.parcels (owner_id);

---- 04_add_not_valid.sql

-- 04.001  add foreign key parcels_owner_id_fkey, not yet valid
-- locks   public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not); public.parcels: new in this migration
-- scan    none · own transaction
-- from    Parcel::owner_id · undo: rollback.sql 04.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.parcels
    ADD CONSTRAINT parcels_owner_id_fkey
    FOREIGN KEY (owner_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED
    NOT VALID;

---- 05_audit.sql

-- 05.001  audit foreign key parcels_owner_id_fkey: fails where orphans are left
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait); public.parcels: new in this migration
-- scan    public.parcels, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Parcel::owner_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.parcels AS child
     WHERE child.owner_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.owner_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.owner_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.parcels AS child
     WHERE child.owner_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.owner_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint parcels_owner_id_fkey of public.parcels: ' || orphans || ' orphan rows',
            DETAIL = 'keys (owner_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 06_validate.sql

-- 06.001  validate foreign key parcels_owner_id_fkey
-- locks   public.users: ROW SHARE (nobody's reads or writes wait); public.parcels: new in this migration
-- scan    public.parcels, public.users · own transaction, required: else writers of public.users wait through this scan
-- from    Parcel::owner_id · undo: nothing to undo
ALTER TABLE public.parcels
    VALIDATE CONSTRAINT parcels_owner_id_fkey;

---- 07_finish.sql

-- 07.001  comment on table public.parcels and what belongs to it
-- locks   public.parcels_owner_id_idx: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.parcels: new in this migration
-- scan    none · own transaction
-- from    Parcel · undo: with public.parcels
BEGIN;
COMMENT ON TABLE public.parcels IS 'A parcel.';
COMMENT ON COLUMN public.parcels.id IS 'Key.';
COMMENT ON COLUMN public.parcels.tracking_number IS 'As the carrier writes it.';
COMMENT ON CONSTRAINT parcels_carrier_tracking_number_key ON public.parcels IS 'As the carrier has it.';
COMMENT ON CONSTRAINT weight_positive ON public.parcels IS 'Nothing weighs nothing.';
COMMENT ON INDEX public.parcels_owner_id_idx IS 'serves: foreign key owner_id';
COMMIT;

---- 08_verify.sql

-- 08.001  verify 5 facts in the catalog
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
            ('public.parcels', 'parcels_owner_id_fkey', 'f', 'FOREIGN KEY (owner_id) REFERENCES public.users(id) ON UPDATE RESTRICT ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.parcels_carrier_sent_on_weight_kg_idx', 'public.parcels'),
            ('public.parcels_one_open', 'public.parcels'),
            ('public.parcels_owner_id_idx', 'public.parcels')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('table public.parcels', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.parcels') AND relkind IN ('r', 'p')))
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

-- 04.001  undone: drop foreign key parcels_owner_id_fkey of public.parcels
ALTER TABLE public.parcels
    DROP CONSTRAINT parcels_owner_id_fkey;

-- 02.001  undone: drop table public.parcels
DROP TABLE public.parcels;
