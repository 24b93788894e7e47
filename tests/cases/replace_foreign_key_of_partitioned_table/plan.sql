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
        SELECT 'ownership of ' || name FROM (VALUES ('public.events'),
            ('public.events_a'),
            ('public.events_b'),
            ('public.events_b_0'),
            ('public.events_b_1')) AS needed (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class
            WHERE oid = pg_catalog.to_regclass(name) AND pg_catalog.pg_has_role(relowner, 'USAGE'))
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

-- 01.002  report orphans of 6 foreign keys, fails for none
-- locks   public.events_a, public.events_b_0, public.events_b_1, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a, public.events_b_0, public.events_b_1, public.users · own transaction
-- undo    nothing to undo
SELECT 'events_by_fkey_new' AS foreign_key, 'public.events_a' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_a AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by)
UNION ALL
SELECT 'events_by_fkey_new' AS foreign_key, 'public.events_b_0' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_b_0 AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by)
UNION ALL
SELECT 'events_by_fkey_new' AS foreign_key, 'public.events_b_1' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_b_1 AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by)
UNION ALL
SELECT 'events_user_id_fkey_new' AS foreign_key, 'public.events_a' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
UNION ALL
SELECT 'events_user_id_fkey_new' AS foreign_key, 'public.events_b_0' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_b_0 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
UNION ALL
SELECT 'events_user_id_fkey_new' AS foreign_key, 'public.events_b_1' AS referencing_table, count(*) AS orphans
      FROM ONLY public.events_b_1 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
ORDER BY orphans DESC, referencing_table, foreign_key;

---- 02_add_not_valid.sql

-- 02.001  add foreign key events_by_fkey_new, not yet valid
-- locks   public.events_a, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Event::by · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_by_fkey_new
    FOREIGN KEY (by) REFERENCES public.users (id) ON DELETE SET NULL DEFERRABLE
    NOT VALID;

-- 02.002  add foreign key events_by_fkey_new, not yet valid
-- locks   public.events_b_0, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::by · undo: rollback.sql 02.002 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_by_fkey_new
    FOREIGN KEY (by) REFERENCES public.users (id) ON DELETE SET NULL DEFERRABLE
    NOT VALID;

-- 02.003  add foreign key events_by_fkey_new, not yet valid
-- locks   public.events_b_1, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::by · undo: rollback.sql 02.003 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_by_fkey_new
    FOREIGN KEY (by) REFERENCES public.users (id) ON DELETE SET NULL DEFERRABLE
    NOT VALID;

-- 02.004  add foreign key events_user_id_fkey_new, not yet valid
-- locks   public.events_a, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_b_1 wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.004 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_a
    ADD CONSTRAINT events_user_id_fkey_new
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE RESTRICT
    NOT VALID;

-- 02.005  add foreign key events_user_id_fkey_new, not yet valid
-- locks   public.events_b_0, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.005 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_user_id_fkey_new
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE RESTRICT
    NOT VALID;

-- 02.006  add foreign key events_user_id_fkey_new, not yet valid
-- locks   public.events_b_1, public.users: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::user_id · undo: rollback.sql 02.006 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_user_id_fkey_new
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE RESTRICT
    NOT VALID;

---- 03_audit.sql

-- 03.001  audit foreign key events_by_fkey_new: fails where orphans are left
-- locks   public.events_a, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a, public.users · own transaction, required: else writers of public.events_a wait through this scan
-- from    Event::by · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_a AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.by::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_a AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_by_fkey_new of public.events_a: ' || orphans || ' orphan rows',
            DETAIL = 'keys (by) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 03.002  audit foreign key events_by_fkey_new: fails where orphans are left
-- locks   public.events_b_0, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_b_0, public.users · own transaction, required: else writers of public.events_b_0 wait through this scan
-- from    Event::by · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_b_0 AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.by::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_b_0 AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_by_fkey_new of public.events_b_0: ' || orphans || ' orphan rows',
            DETAIL = 'keys (by) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 03.003  audit foreign key events_by_fkey_new: fails where orphans are left
-- locks   public.events_b_1, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_b_1, public.users · own transaction, required: else writers of public.events_b_1 wait through this scan
-- from    Event::by · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_b_1 AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.by::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_b_1 AS child
     WHERE child.by IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.by)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_by_fkey_new of public.events_b_1: ' || orphans || ' orphan rows',
            DETAIL = 'keys (by) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 03.004  audit foreign key events_user_id_fkey_new: fails where orphans are left
-- locks   public.events_a, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_a, public.users · own transaction, required: else writers of public.events_a wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_a AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey_new of public.events_a: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 03.005  audit foreign key events_user_id_fkey_new: fails where orphans are left
-- locks   public.events_b_0, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_b_0, public.users · own transaction, required: else writers of public.events_b_0 wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_b_0 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_b_0 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey_new of public.events_b_0: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

-- 03.006  audit foreign key events_user_id_fkey_new: fails where orphans are left
-- locks   public.events_b_1, public.users: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.events_b_1, public.users · own transaction, required: else writers of public.events_b_1 wait through this scan
-- from    Event::user_id · undo: nothing to undo
DO $audit$
DECLARE
    orphans bigint;
    sample text;
BEGIN
    SELECT count(*) INTO orphans
      FROM ONLY public.events_b_1 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id);
    IF orphans > 0 THEN
        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT '(' || concat_ws(', ', coalesce(child.user_id::text, 'NULL')) || ')' AS key
      FROM ONLY public.events_b_1 AS child
     WHERE child.user_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM ONLY public.users AS parent
                        WHERE parent.id OPERATOR(pg_catalog.=) child.user_id)
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = 'constraint events_user_id_fkey_new of public.events_b_1: ' || orphans || ' orphan rows',
            DETAIL = 'keys (user_id) without a row in public.users, for example ' || sample,
            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';
    END IF;
END
$audit$;

---- 04_validate.sql

-- 04.001  validate foreign key events_by_fkey_new
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_a, public.users · own transaction, required: else writers of public.events_a wait through this scan
-- from    Event::by · undo: nothing to undo
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT events_by_fkey_new;

-- 04.002  validate foreign key events_by_fkey_new
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_b_0, public.users · own transaction, required: else writers of public.events_b_0 wait through this scan
-- from    Event::by · undo: nothing to undo
ALTER TABLE public.events_b_0
    VALIDATE CONSTRAINT events_by_fkey_new;

-- 04.003  validate foreign key events_by_fkey_new
-- locks   public.events_b_1: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_b_1, public.users · own transaction, required: else writers of public.events_b_1 wait through this scan
-- from    Event::by · undo: nothing to undo
ALTER TABLE public.events_b_1
    VALIDATE CONSTRAINT events_by_fkey_new;

-- 04.004  validate foreign key events_user_id_fkey_new
-- locks   public.events_a: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_a, public.users · own transaction, required: else writers of public.events_a wait through this scan
-- from    Event::user_id · undo: nothing to undo
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT events_user_id_fkey_new;

-- 04.005  validate foreign key events_user_id_fkey_new
-- locks   public.events_b_0: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_b_0, public.users · own transaction, required: else writers of public.events_b_0 wait through this scan
-- from    Event::user_id · undo: nothing to undo
ALTER TABLE public.events_b_0
    VALIDATE CONSTRAINT events_user_id_fkey_new;

-- 04.006  validate foreign key events_user_id_fkey_new
-- locks   public.events_b_1: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait); public.users: ROW SHARE (nobody's reads or writes wait)
-- scan    public.events_b_1, public.users · own transaction, required: else writers of public.events_b_1 wait through this scan
-- from    Event::user_id · undo: nothing to undo
ALTER TABLE public.events_b_1
    VALIDATE CONSTRAINT events_user_id_fkey_new;

-- 04.007  make foreign key events_by_fkey_new of public.events of those of its partitions
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Event::by · undo: rollback.sql 04.007 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_by_fkey_new
    FOREIGN KEY (by) REFERENCES public.users (id) ON DELETE SET NULL DEFERRABLE;

-- 04.008  make foreign key events_user_id_fkey_new of public.events of those of its partitions
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait); public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1: SHARE ROW EXCLUSIVE (writes wait, reads do not)
-- scan    none · own transaction
-- from    Event::user_id · undo: rollback.sql 04.008 (ACCESS EXCLUSIVE on each)
ALTER TABLE public.events
    ADD CONSTRAINT events_user_id_fkey_new
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE RESTRICT;

---- 05_finish.sql

-- 05.001  drop foreign key events_by_fkey of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::by · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT events_by_fkey;

-- 05.002  rename constraint events_by_fkey_new of public.events to events_by_fkey
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::by · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT events_by_fkey_new TO events_by_fkey;

-- 05.003  rename constraint events_by_fkey_new of public.events_a to events_by_fkey
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::by · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    RENAME CONSTRAINT events_by_fkey_new TO events_by_fkey;

-- 05.004  rename constraint events_by_fkey_new of public.events_b to events_by_fkey
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::by · undo: rollback.sql 05.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b
    RENAME CONSTRAINT events_by_fkey_new TO events_by_fkey;

-- 05.005  rename constraint events_by_fkey_new of public.events_b_0 to events_by_fkey
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b wait for these locks too
-- from    Event::by · undo: rollback.sql 05.005 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    RENAME CONSTRAINT events_by_fkey_new TO events_by_fkey;

-- 05.006  rename constraint events_by_fkey_new of public.events_b_1 to events_by_fkey
-- locks   public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::by · undo: rollback.sql 05.006 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_1
    RENAME CONSTRAINT events_by_fkey_new TO events_by_fkey;

-- 05.007  drop foreign key events_user_id_fkey of public.events
-- locks   public.events, public.events_a, public.events_b, public.events_b_0, public.events_b_1, public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::user_id · undo: rollback.sql 05.007 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    DROP CONSTRAINT events_user_id_fkey;

-- 05.008  rename constraint events_user_id_fkey_new of public.events to events_user_id_fkey
-- locks   public.events: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Event::user_id · undo: rollback.sql 05.008 (ACCESS EXCLUSIVE)
ALTER TABLE public.events
    RENAME CONSTRAINT events_user_id_fkey_new TO events_user_id_fkey;

-- 05.009  rename constraint events_user_id_fkey_new of public.events_a to events_user_id_fkey
-- locks   public.events_a: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events wait for these locks too
-- from    Event::user_id · undo: rollback.sql 05.009 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_a
    RENAME CONSTRAINT events_user_id_fkey_new TO events_user_id_fkey;

-- 05.010  rename constraint events_user_id_fkey_new of public.events_b to events_user_id_fkey
-- locks   public.events_b: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_a wait for these locks too
-- from    Event::user_id · undo: rollback.sql 05.010 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b
    RENAME CONSTRAINT events_user_id_fkey_new TO events_user_id_fkey;

-- 05.011  rename constraint events_user_id_fkey_new of public.events_b_0 to events_user_id_fkey
-- locks   public.events_b_0: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b wait for these locks too
-- from    Event::user_id · undo: rollback.sql 05.011 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_0
    RENAME CONSTRAINT events_user_id_fkey_new TO events_user_id_fkey;

-- 05.012  rename constraint events_user_id_fkey_new of public.events_b_1 to events_user_id_fkey
-- locks   public.events_b_1: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction, required: else writers of public.events_b_0 wait for these locks too
-- from    Event::user_id · undo: rollback.sql 05.012 (ACCESS EXCLUSIVE)
ALTER TABLE public.events_b_1
    RENAME CONSTRAINT events_user_id_fkey_new TO events_user_id_fkey;

-- 05.013  comment on table public.events and what belongs to it
-- locks   public.events: ACCESS SHARE (nobody's reads or writes wait)
-- scan    none · own transaction
-- from    Event · undo: rollback.sql 05.013 (ACCESS SHARE)
COMMENT ON CONSTRAINT events_by_fkey ON public.events IS 'Who did it.';

---- 06_verify.sql

-- 06.001  verify 18 facts in the catalog
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
            ('public.events', 'events_by_fkey', 'f', 'FOREIGN KEY (by) REFERENCES public.users(id) ON DELETE SET NULL DEFERRABLE'),
            ('public.events_a', 'events_by_fkey', 'f', 'FOREIGN KEY (by) REFERENCES public.users(id) ON DELETE SET NULL DEFERRABLE'),
            ('public.events_b_0', 'events_by_fkey', 'f', 'FOREIGN KEY (by) REFERENCES public.users(id) ON DELETE SET NULL DEFERRABLE'),
            ('public.events_b_1', 'events_by_fkey', 'f', 'FOREIGN KEY (by) REFERENCES public.users(id) ON DELETE SET NULL DEFERRABLE'),
            ('public.events', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE RESTRICT'),
            ('public.events_a', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE RESTRICT'),
            ('public.events_b_0', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE RESTRICT'),
            ('public.events_b_1', 'events_user_id_fkey', 'f', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE RESTRICT')
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint events_by_fkey_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_by_fkey_new')),
            ('constraint events_by_fkey_new of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_a') AND conname = 'events_by_fkey_new')),
            ('constraint events_by_fkey_new of public.events_b', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b') AND conname = 'events_by_fkey_new')),
            ('constraint events_by_fkey_new of public.events_b_0', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b_0') AND conname = 'events_by_fkey_new')),
            ('constraint events_by_fkey_new of public.events_b_1', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b_1') AND conname = 'events_by_fkey_new')),
            ('constraint events_user_id_fkey_new of public.events', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events') AND conname = 'events_user_id_fkey_new')),
            ('constraint events_user_id_fkey_new of public.events_a', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_a') AND conname = 'events_user_id_fkey_new')),
            ('constraint events_user_id_fkey_new of public.events_b', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b') AND conname = 'events_user_id_fkey_new')),
            ('constraint events_user_id_fkey_new of public.events_b_0', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b_0') AND conname = 'events_user_id_fkey_new')),
            ('constraint events_user_id_fkey_new of public.events_b_1', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.events_b_1') AND conname = 'events_user_id_fkey_new'))
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

-- 05.013  undone: comment on table public.events and what belongs to it
COMMENT ON CONSTRAINT events_by_fkey ON public.events IS NULL;

-- 05.012  undone: rename constraint events_user_id_fkey of public.events_b_1 to events_user_id_fkey_new
ALTER TABLE public.events_b_1
    RENAME CONSTRAINT events_user_id_fkey TO events_user_id_fkey_new;

-- 05.011  undone: rename constraint events_user_id_fkey of public.events_b_0 to events_user_id_fkey_new
ALTER TABLE public.events_b_0
    RENAME CONSTRAINT events_user_id_fkey TO events_user_id_fkey_new;

-- 05.010  undone: rename constraint events_user_id_fkey of public.events_b to events_user_id_fkey_new
ALTER TABLE public.events_b
    RENAME CONSTRAINT events_user_id_fkey TO events_user_id_fkey_new;

-- 05.009  undone: rename constraint events_user_id_fkey of public.events_a to events_user_id_fkey_new
ALTER TABLE public.events_a
    RENAME CONSTRAINT events_user_id_fkey TO events_user_id_fkey_new;

-- 05.008  undone: rename constraint events_user_id_fkey of public.events to events_user_id_fkey_new
ALTER TABLE public.events
    RENAME CONSTRAINT events_user_id_fkey TO events_user_id_fkey_new;

-- 05.007  undone: add foreign key events_user_id_fkey, not yet valid
ALTER TABLE public.events_a
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE
    NOT VALID;

-- 05.007  undone: validate foreign key events_user_id_fkey
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 05.007  undone: add foreign key events_user_id_fkey, not yet valid
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE
    NOT VALID;

-- 05.007  undone: validate foreign key events_user_id_fkey
ALTER TABLE public.events_b_0
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 05.007  undone: add foreign key events_user_id_fkey, not yet valid
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE
    NOT VALID;

-- 05.007  undone: validate foreign key events_user_id_fkey
ALTER TABLE public.events_b_1
    VALIDATE CONSTRAINT events_user_id_fkey;

-- 05.007  undone: make foreign key events_user_id_fkey of public.events of those of its partitions
ALTER TABLE public.events
    ADD CONSTRAINT events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;

-- 05.006  undone: rename constraint events_by_fkey of public.events_b_1 to events_by_fkey_new
ALTER TABLE public.events_b_1
    RENAME CONSTRAINT events_by_fkey TO events_by_fkey_new;

-- 05.005  undone: rename constraint events_by_fkey of public.events_b_0 to events_by_fkey_new
ALTER TABLE public.events_b_0
    RENAME CONSTRAINT events_by_fkey TO events_by_fkey_new;

-- 05.004  undone: rename constraint events_by_fkey of public.events_b to events_by_fkey_new
ALTER TABLE public.events_b
    RENAME CONSTRAINT events_by_fkey TO events_by_fkey_new;

-- 05.003  undone: rename constraint events_by_fkey of public.events_a to events_by_fkey_new
ALTER TABLE public.events_a
    RENAME CONSTRAINT events_by_fkey TO events_by_fkey_new;

-- 05.002  undone: rename constraint events_by_fkey of public.events to events_by_fkey_new
ALTER TABLE public.events
    RENAME CONSTRAINT events_by_fkey TO events_by_fkey_new;

-- 05.001  undone: add foreign key events_by_fkey, not yet valid
ALTER TABLE public.events_a
    ADD CONSTRAINT events_by_fkey
    FOREIGN KEY (by) REFERENCES public.users (id) DEFERRABLE
    NOT VALID;

-- 05.001  undone: validate foreign key events_by_fkey
ALTER TABLE public.events_a
    VALIDATE CONSTRAINT events_by_fkey;

-- 05.001  undone: add foreign key events_by_fkey, not yet valid
ALTER TABLE public.events_b_0
    ADD CONSTRAINT events_by_fkey
    FOREIGN KEY (by) REFERENCES public.users (id) DEFERRABLE
    NOT VALID;

-- 05.001  undone: validate foreign key events_by_fkey
ALTER TABLE public.events_b_0
    VALIDATE CONSTRAINT events_by_fkey;

-- 05.001  undone: add foreign key events_by_fkey, not yet valid
ALTER TABLE public.events_b_1
    ADD CONSTRAINT events_by_fkey
    FOREIGN KEY (by) REFERENCES public.users (id) DEFERRABLE
    NOT VALID;

-- 05.001  undone: validate foreign key events_by_fkey
ALTER TABLE public.events_b_1
    VALIDATE CONSTRAINT events_by_fkey;

-- 05.001  undone: make foreign key events_by_fkey of public.events of those of its partitions
ALTER TABLE public.events
    ADD CONSTRAINT events_by_fkey
    FOREIGN KEY (by) REFERENCES public.users (id) DEFERRABLE;

-- 04.008  undone: drop foreign key events_user_id_fkey_new of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_user_id_fkey_new;

-- 04.007  undone: drop foreign key events_by_fkey_new of public.events
ALTER TABLE public.events
    DROP CONSTRAINT events_by_fkey_new;
