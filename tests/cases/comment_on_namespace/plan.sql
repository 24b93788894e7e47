---- 01_finish.sql

-- 01.001  comment on a
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: rollback.sql 01.001 (no locks)
COMMENT ON SCHEMA a IS NULL;

-- 01.002  comment on billing
-- locks   none
-- scan    none · own transaction
-- from    schema! · undo: rollback.sql 01.002 (no locks)
COMMENT ON SCHEMA billing IS 'Bills, and what is paid.';

---- rollback.sql

-- 01.002  undone: comment on billing
COMMENT ON SCHEMA billing IS 'Bills.';

-- 01.001  undone: comment on a
COMMENT ON SCHEMA a IS 'First.';
