//! Functions and procedures.

pub(super) const ODD_NAME: &str = r#"CREATE FUNCTION public."Odd name"(a integer DEFAULT 1, VARIADIC b text[] DEFAULT '{}'::text[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT SECURITY DEFINER COST 5 ROWS 7
 SET search_path TO ''
AS $function$SELECT 'a'$function$"#;

pub(super) const COUNTED: &str = r"CREATE FUNCTION public.counted(public.mood)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.notes;
END";

pub(super) const DONE: &str = r"CREATE PROCEDURE public.done(INOUT a integer)
 LANGUAGE plpgsql
AS $procedure$BEGIN a := a + 1; END$procedure$";

pub(super) const OF_ROWS: &str = r"CREATE FUNCTION public.of_rows(public.notes, public.notes[])
 RETURNS SETOF public.notes
 LANGUAGE sql
AS $function$SELECT * FROM public.notes$function$";

pub(super) const OVERLOADED: &str = r"CREATE FUNCTION public.overloaded(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN ($1 + 1)";

pub(super) const OVERLOADED_2: &str = r"CREATE FUNCTION public.overloaded(text, OUT x integer, OUT y text)
 RETURNS record
 LANGUAGE sql
AS $function$SELECT 1, $1$function$";

pub(super) const TOUCH: &str = r"CREATE FUNCTION public.touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN NEW.changed_at := now(); RETURN NEW; END$function$";
