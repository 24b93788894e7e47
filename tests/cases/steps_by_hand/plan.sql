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
        SELECT 'ownership of ' || name FROM (VALUES ('public.users')) AS needed (name)
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

---- 02_by_hand.sql

-- 02.001  by hand, even_amounts: count in halves from now on
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    rollback.sql 02.001 (ROW EXCLUSIVE)
BEGIN;
UPDATE public.users SET amount = amount * 2;
DO $done$
BEGIN
    IF (NOT EXISTS (SELECT FROM public.users WHERE amount % 2 = 1)) IS NOT TRUE THEN
        RAISE EXCEPTION USING MESSAGE = 'step even_amounts has not done what it is for',
            HINT = 'Nothing is changed. It is done once this is true: NOT EXISTS (SELECT FROM public.users WHERE amount % 2 = 1)';
    END IF;
END
$done$;
COMMIT;

---- 03_create.sql

-- 03.001  create table public.totals
-- locks   public.totals: new in this migration
-- scan    none · own transaction
-- from    Total · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.totals (
    id bigint NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT totals_pkey PRIMARY KEY (id)
);

-- 03.002  add column nickname to public.users
-- locks   public.users: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    User::nickname · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.users
    ADD COLUMN nickname text;

---- 04_by_hand.sql

-- 04.001  by hand, nicknames: take nicknames out of the addresses
-- locks   public.users: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.users · own transaction, required: else writers of public.users wait through this scan
-- undo    rollback.sql 04.001 (ROW EXCLUSIVE)
BEGIN;
UPDATE public.users SET nickname = split_part(email, '@', 1);
                   ANALYZE public.users (nickname);
DO $done$
BEGIN
    IF (NOT EXISTS (SELECT FROM public.users WHERE nickname IS NULL)) IS NOT TRUE THEN
        RAISE EXCEPTION USING MESSAGE = 'step nicknames has not done what it is for',
            HINT = 'Nothing is changed. It is done once this is true: NOT EXISTS (SELECT FROM public.users WHERE nickname IS NULL)';
    END IF;
END
$done$;
COMMIT;

-- 04.002  by hand, totals: sum up what is there
-- locks   public.users: ACCESS SHARE (nobody's reads or writes wait); public.totals: new in this migration
-- scan    public.totals, public.users · own transaction, required: else writers of public.users wait through this scan
-- undo    rollback.sql 04.002 (ROW EXCLUSIVE)
BEGIN;
INSERT INTO public.totals SELECT 1, COALESCE(sum(amount), 0) FROM public.users;
DO $done$
BEGIN
    IF (EXISTS (SELECT FROM public.totals)) IS NOT TRUE THEN
        RAISE EXCEPTION USING MESSAGE = 'step totals has not done what it is for',
            HINT = 'Nothing is changed. It is done once this is true: EXISTS (SELECT FROM public.totals)';
    END IF;
END
$done$;
COMMIT;

---- 05_verify.sql

-- 05.001  verify 2 facts in the catalog
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
            ('column public.users.nickname', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.users') AND attname = 'nickname' AND NOT attisdropped)),
            ('table public.totals', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.totals') AND relkind IN ('r', 'p')))
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

-- 04.002  undone: by hand, totals back: sum up what is there
DELETE FROM public.totals;

-- 04.001  undone: by hand, nicknames back: take nicknames out of the addresses
UPDATE public.users SET nickname = NULL;

-- 03.002  undone: drop column nickname of public.users
ALTER TABLE public.users
    DROP COLUMN nickname;

-- 03.001  undone: drop table public.totals
DROP TABLE public.totals;

-- 02.001  undone: by hand, even_amounts back: count in halves from now on
UPDATE public.users SET amount = amount / 2;
