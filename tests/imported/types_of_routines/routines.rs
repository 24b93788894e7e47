//! Functions and procedures.

pub(super) const BITS: &str = r"CREATE FUNCTION public.bits(bit, character, numeric)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 1 $function$";

pub(super) const FIRST_OF: &str = r"CREATE FUNCTION public.first_of(cursor refcursor, of regclass, VARIADIC more anycompatiblearray)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 1 $function$";

pub(super) const NEXT_TIME: &str = r"CREATE FUNCTION public.next_time(parts public.rule_parts, day public.weekday)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT parts.until $function$";

pub(super) const PARSE_RULE: &str = r"CREATE FUNCTION public.parse_rule(rule public.rule_text)
 RETURNS public.rule_parts
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT ROW(NULL, 1, NULL)::public.rule_parts $function$";
