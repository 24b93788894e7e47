//! Functions and procedures.

pub(super) const TOUCH: &str = r"CREATE FUNCTION public.touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$";
