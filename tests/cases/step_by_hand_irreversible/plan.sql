---- 01_by_hand.sql

-- 01.001  by hand, forget: drop the hosts of the addresses
-- locks   public.users: ROW EXCLUSIVE (nobody's reads or writes wait)
-- scan    public.users · own transaction
-- undo    none, the hosts are gone
BEGIN;
UPDATE public.users SET email = split_part(email, '@', 1);
DO $done$
BEGIN
    IF (NOT EXISTS (SELECT FROM public.users WHERE email LIKE '%@%')) IS NOT TRUE THEN
        RAISE EXCEPTION USING MESSAGE = 'step forget has not done what it is for',
            HINT = 'Nothing is changed. It is done once this is true: NOT EXISTS (SELECT FROM public.users WHERE email LIKE ''%@%'')';
    END IF;
END
$done$;
COMMIT;

---- rollback.sql

-- 01.001  irreversible: the hosts are gone
