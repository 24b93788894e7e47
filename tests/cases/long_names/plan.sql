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
        SELECT 'ownership of ' || name FROM (VALUES ('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t')) AS needed (name)
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

-- 01.002  look for rows of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t that violate a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.003  look for rows of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t that violate a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y IS NOT NULL) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y IS NOT NULL) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.004  look for rows of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t that violate a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x >= 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x >= 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.005  look for rows of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t that violate a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    violating_rows bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO violating_rows
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y >= 0) IS FALSE;
    IF violating_rows > 0 THEN
        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT '(' || concat_ws(', ', coalesce(a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t.id::text, 'NULL')) || ')' AS row_key
      FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
     WHERE (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y >= 0) IS FALSE
        ORDER BY 1 LIMIT 5) AS keys;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ' || violating_rows || ' rows violate it',
            DETAIL = 'rows with (id), for example ' || sample_keys,
            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';
    END IF;
END
$check$;

-- 01.006  look for rows of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t that are equal under a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x::text) || ')' AS duplicate_key
            FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
           WHERE a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x IS NOT NULL
           GROUP BY a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x::text) || ')' AS duplicate_key
            FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
           WHERE a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x IS NOT NULL
           GROUP BY a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

-- 01.007  look for rows of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t that are equal under a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS SHARE (nobody's reads or writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction
-- undo    nothing to undo
DO $check$
#variable_conflict use_column
DECLARE
    duplicate_keys bigint;
    sample_keys text;
BEGIN
    SELECT count(*) INTO duplicate_keys
      FROM (SELECT '(' || concat_ws(', ', a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y::text) || ')' AS duplicate_key
            FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
           WHERE a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y IS NOT NULL
           GROUP BY a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y
          HAVING count(*) > 1) AS duplicates;
    IF duplicate_keys > 0 THEN
        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys
      FROM (SELECT '(' || concat_ws(', ', a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y::text) || ')' AS duplicate_key
            FROM ONLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
           WHERE a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y IS NOT NULL
           GROUP BY a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y
          HAVING count(*) > 1
           ORDER BY 1 LIMIT 5) AS duplicates;
        RAISE EXCEPTION USING
            ERRCODE = 'unique_violation',
            MESSAGE = 'index a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ' || duplicate_keys || ' keys stand in more than one row',
            DETAIL = 'for example ' || sample_keys,
            HINT = 'Repair these rows first: the index could not be built.';
    END IF;
END
$check$;

---- 02_index.sql

-- 02.001  create unique index a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new on public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · outside a transaction block
-- undo    rollback.sql 02.001 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new
    ON public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x);

-- 02.002  create unique index a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new on public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · outside a transaction block
-- undo    rollback.sql 02.002 (SHARE UPDATE EXCLUSIVE on each)
CREATE UNIQUE INDEX CONCURRENTLY a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new
    ON public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y);

---- 03_add_not_valid.sql

-- 03.001  add check a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check to public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, not yet valid
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x · undo: rollback.sql 03.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ADD CONSTRAINT a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check
    CHECK (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x IS NOT NULL)
    NOT VALID;

-- 03.002  add check a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check to public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, not yet valid
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y · undo: rollback.sql 03.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ADD CONSTRAINT a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check
    CHECK (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y IS NOT NULL)
    NOT VALID;

---- 04_validate.sql

-- 04.001  validate check a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction, required: else writers of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t wait through this scan
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x · undo: nothing to undo
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    VALIDATE CONSTRAINT a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check;

-- 04.002  validate check a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction, required: else writers of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t wait through this scan
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y · undo: nothing to undo
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    VALIDATE CONSTRAINT a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check;

---- 05_finish.sql

-- 05.001  set a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t not null, as its validated check proves
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x · undo: rollback.sql 05.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ALTER COLUMN a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x SET NOT NULL;

-- 05.002  drop constraint a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x · undo: rollback.sql 05.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    DROP CONSTRAINT a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check;

-- 05.003  set a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t not null, as its validated check proves
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y · undo: rollback.sql 05.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ALTER COLUMN a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y SET NOT NULL;

-- 05.004  drop constraint a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y · undo: rollback.sql 05.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    DROP CONSTRAINT a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check;

---- 06_add_not_valid.sql

-- 06.001  add check a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new to public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, not yet valid
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 · undo: rollback.sql 06.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ADD CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new
    CHECK (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x >= 0)
    NOT VALID;

-- 06.002  add check a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new to public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, not yet valid
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 · undo: rollback.sql 06.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ADD CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new
    CHECK (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y >= 0)
    NOT VALID;

---- 07_validate.sql

-- 07.001  validate check a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction, required: else writers of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t wait through this scan
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 · undo: nothing to undo
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    VALIDATE CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new;

-- 07.002  validate check a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t · own transaction, required: else writers of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t wait through this scan
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 · undo: nothing to undo
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    VALIDATE CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new;

---- 08_finish.sql

-- 08.001  drop constraint a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 · undo: rollback.sql 08.001 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    DROP CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1;

-- 08.002  rename constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 · undo: rollback.sql 08.002 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    RENAME CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new TO a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1;

-- 08.003  drop constraint a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 · undo: rollback.sql 08.003 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    DROP CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2;

-- 08.004  rename constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: ACCESS EXCLUSIVE (reads and writes wait)
-- scan    none · own transaction
-- from    Long::check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 · undo: rollback.sql 08.004 (ACCESS EXCLUSIVE)
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    RENAME CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new TO a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2;

-- 08.005  drop index a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i, public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Long::index on a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x · undo: rollback.sql 08.005 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i;

-- 08.006  rename index a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Long::index on a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x · undo: rollback.sql 08.006 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new
    RENAME TO a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i;

-- 08.007  drop index a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j, public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · outside a transaction block
-- from    Long::index on a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y · undo: rollback.sql 08.007 (SHARE UPDATE EXCLUSIVE)
DROP INDEX CONCURRENTLY public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j;

-- 08.008  rename index a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j
-- locks   public.a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new: SHARE UPDATE EXCLUSIVE (neither reads nor writes wait)
-- scan    none · own transaction
-- from    Long::index on a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y · undo: rollback.sql 08.008 (SHARE UPDATE EXCLUSIVE)
ALTER INDEX public.a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new
    RENAME TO a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j;

---- 09_verify.sql

-- 09.001  verify 12 facts in the catalog
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
            ('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t', 'a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1', 'c', NULL),
            ('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t', 'a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2', 'c', NULL)
        ) AS declared (table_name, name, contype, definition)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual
            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name
              AND actual.contype = declared.contype AND actual.convalidated
              AND (declared.definition IS NULL
                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '"', '')
                    = pg_catalog.replace(declared.definition, '"', '')))
        UNION ALL
        SELECT 'index ' || name FROM (VALUES
            ('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i', 'public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t'),
            ('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j', 'public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t')
        ) AS declared (name, table_name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual
            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid
              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))
        UNION ALL
        SELECT subject FROM (VALUES
            ('constraint a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t') AND conname = 'a_name_of_sixty_thr_a_name_of_sixty_thr_02a7d93f_not_null_check')),
            ('constraint a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t') AND conname = 'a_name_of_sixty_thr_a_name_of_sixty_thr_e42deca3_not_null_check')),
            ('constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t') AND conname = 'a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new')),
            ('constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t', NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t') AND conname = 'a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new')),
            ('index public.a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new') AND relkind IN ('i', 'I'))),
            ('index public.a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new', NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new') AND relkind IN ('i', 'I'))),
            ('not null of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t') AND attname = 'a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x' AND NOT attisdropped AND attnotnull = true)),
            ('not null of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y', EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t') AND attname = 'a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y' AND NOT attisdropped AND attnotnull = true))
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

-- 08.008  undone: rename index a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new
ALTER INDEX public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j
    RENAME TO a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new;

-- 08.007  undone: create index a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j on public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
CREATE INDEX CONCURRENTLY a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j
    ON public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y);

-- 08.006  undone: rename index a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new
ALTER INDEX public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i
    RENAME TO a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new;

-- 08.005  undone: create index a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i on public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
CREATE INDEX CONCURRENTLY a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i
    ON public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x);

-- 08.004  undone: rename constraint a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    RENAME CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 TO a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new;

-- 08.003  undone: add check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2 to public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, not yet valid
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ADD CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2
    CHECK (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y > 0)
    NOT VALID;

-- 08.003  undone: validate check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    VALIDATE CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2;

-- 08.002  undone: rename constraint a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t to a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    RENAME CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 TO a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new;

-- 08.001  undone: add check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1 to public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, not yet valid
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ADD CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1
    CHECK (a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x > 0)
    NOT VALID;

-- 08.001  undone: validate check a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    VALIDATE CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1;

-- 06.002  undone: drop constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    DROP CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_360aff1e_new;

-- 06.001  undone: drop constraint a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    DROP CONSTRAINT a_name_of_sixty_three_bytes_which_is_the_longest_t_b62e6934_new;

-- 05.003  undone: let a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t be null
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ALTER COLUMN a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y DROP NOT NULL;

-- 05.001  undone: let a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t be null
ALTER TABLE public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t
    ALTER COLUMN a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x DROP NOT NULL;

-- 02.002  undone: drop index a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
DROP INDEX CONCURRENTLY public.a_name_of_sixty_three_bytes_which_is_the_longest_t_5846af00_new;

-- 02.001  undone: drop index a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new of public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t, concurrently
DROP INDEX CONCURRENTLY public.a_name_of_sixty_three_bytes_which_is_the_longest_t_0f741508_new;
