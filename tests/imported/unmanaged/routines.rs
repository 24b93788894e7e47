//! Functions and procedures.

pub(super) const F: &str = r#"CREATE FUNCTION public.f(integer, "In" public.t)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT 1$function$"#;

pub(super) const ON_CHANGE: &str = r"CREATE FUNCTION public.on_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NULL; END$function$";

pub(super) const ON_DDL: &str = r"CREATE FUNCTION public.on_ddl()
 RETURNS event_trigger
 LANGUAGE plpgsql
AS $function$BEGIN END$function$";

pub(super) const P: &str = r"CREATE PROCEDURE public.p()
 LANGUAGE sql
AS $procedure$$procedure$";
