//! Which defaults PostgreSQL evaluates once when a column is added, so that it writes no row anew.

use crate::sql::printed_text::{bare, closing, split_outside};

/// Functions that are stable or immutable whatever they are called with, in the order of their names.
pub const NOT_VOLATILE: [&str; 17] = [
    "abs",
    "ceil",
    "date_part",
    "date_trunc",
    "encode",
    "floor",
    "left",
    "lower",
    "lpad",
    "md5",
    "replace",
    "right",
    "round",
    "substr",
    "timezone",
    "to_char",
    "upper",
];

/// Functions that give another value whenever they are called, and whoever calls them, in the order of their names.
pub const DRAWING: [&str; 7] =
    ["clock_timestamp", "gen_random_uuid", "nextval", "random", "timeofday", "uuidv4", "uuidv7"];
/// Those of extensions, in whatever schema these are.
const DRAWING_OF_EXTENSIONS: [&str; 4] =
    ["gen_random_bytes", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4"];

/// How often PostgreSQL evaluates a default when a column is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Evaluated {
    Once,
    /// For each row, which gets a value of its own.
    ForEachRow,
    /// It may be either; or is what depends on who asks.
    Unknown,
}

/// Tells whether the default is certainly not volatile: a constant, the time of the transaction or who is connected, and
/// what casts, sums, time zones and some functions make of these. Anything else may be volatile, and ADD COLUMN would then
/// rewrite the table under ACCESS EXCLUSIVE.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES>
pub(super) fn is_evaluated_once(default: &str) -> bool {
    evaluated(default) == Evaluated::Once
}

/// Tells whether the default certainly is another value for each row, whoever writes it, and never NULL.
pub(super) fn is_drawn(default: &str) -> bool {
    evaluated(default) == Evaluated::ForEachRow
}

fn evaluated(default: &str) -> Evaluated {
    let sql = without_casts(bare(default));
    if sql.len() < default.len() {
        return evaluated(sql);
    }
    if is_number(sql) || is_string(sql) || is_of_transaction(sql) {
        return Evaluated::Once;
    }
    let of_all = |operands: Vec<&str>| operands.into_iter().map(evaluated).max().unwrap_or(Evaluated::Once);
    match drawing(sql) {
        Some(arguments) => of_all(arguments).max(Evaluated::ForEachRow),
        None => operands(sql).map_or(Evaluated::Unknown, of_all),
    }
}

/// The arguments of a call of a function that draws its values.
fn drawing(sql: &str) -> Option<Vec<&str>> {
    let (function, arguments) = call(sql)?;
    let is_one_of = |functions: &[&str], name: &str| functions.iter().any(|is| name.eq_ignore_ascii_case(is));
    let (schema, name) = function.rsplit_once('.').unwrap_or(("public", function));
    let is_of_extension = is_type_name(schema) && is_one_of(&DRAWING_OF_EXTENSIONS, name);
    if is_one_of(&DRAWING, function) || is_of_extension { listed(arguments) } else { None }
}

/// Takes the call of a function apart, into its name and what stands in the parentheses.
fn call(sql: &str) -> Option<(&str, &str)> {
    let (function, behind) = sql.split_at(sql.find('(')?);
    (closing(behind)? + 1 == behind.len()).then(|| (function, &behind[1..behind.len() - 1]))
}

/// Tells whether a text is a constant by its name, or what is the same all through a transaction or a statement.
fn is_of_transaction(sql: &str) -> bool {
    let lower = sql.to_ascii_lowercase();
    let name = match lower.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
        // As many digits as a time has behind the seconds.
        Some((name, digits)) if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) => {
            return matches!(name, "current_timestamp" | "localtimestamp" | "current_time" | "localtime");
        }
        _ => lower.as_str(),
    };
    matches!(
        name,
        "true"
            | "false"
            | "null"
            | "now()"
            | "transaction_timestamp()"
            | "statement_timestamp()"
            | "current_timestamp"
            | "localtimestamp"
            | "current_date"
            | "current_time"
            | "localtime"
            | "current_user"
            | "session_user"
    )
}

/// What an array, a function that is not volatile, or an operator of times, numbers and texts is given.
fn operands(sql: &str) -> Option<Vec<&str>> {
    let array = inside(sql, "array[", "]");
    let called = || {
        let (function, arguments) = call(sql)?;
        NOT_VOLATILE.iter().any(|is| function.eq_ignore_ascii_case(is)).then_some(arguments)
    };
    if let Some(inside) = array.or_else(called) {
        return listed(inside);
    }
    let operators = [" AT TIME ZONE ", " at time zone ", " || ", " + ", " - ", " * "];
    if let Some((first, second)) = operators.iter().find_map(|operator| split_outside(sql, operator)) {
        return Some(vec![first, second]);
    }
    // A constant behind the name of its type.
    let (name, _) = sql.split_once('\'')?;
    let constant = &sql[name.len()..];
    (is_type_name(name.trim_end()) && is_string(constant)).then(|| vec![constant])
}

/// What stands between commas.
fn listed(mut rest: &str) -> Option<Vec<&str>> {
    let mut elements = Vec::new();
    if rest.trim().is_empty() {
        return Some(elements);
    }
    while let Some((first, behind)) = split_outside(rest, ",") {
        elements.push(first);
        rest = behind;
    }
    elements.push(rest);
    Some(elements)
}

/// What stands between a beginning, in whatever case, and an end.
fn inside<'a>(sql: &'a str, beginning: &str, end: &str) -> Option<&'a str> {
    let is_so = sql.get(..beginning.len())?.eq_ignore_ascii_case(beginning);
    sql[beginning.len()..].strip_suffix(end).filter(|_| is_so)
}

/// Tells whether the default is a NULL, with or without a cast.
pub(super) fn is_null(default: &str) -> bool {
    without_casts(default.trim()).eq_ignore_ascii_case("null")
}

/// Cuts `::type` off the end, as often as it stands there.
pub(super) fn without_casts(mut sql: &str) -> &str {
    while let Some(at) = sql.rfind("::") {
        if !is_type_name(sql[at + 2..].trim()) {
            break;
        }
        sql = sql[..at].trim_end();
    }
    sql
}

/// Tells whether a text is surely the name of a type: one word, or several that only types have, then digits in
/// parentheses at most. Anything else may go on with an operator.
fn is_type_name(text: &str) -> bool {
    let text = text.trim_end_matches("[]").trim_end();
    let name = match text.split_once('(') {
        None => text,
        Some((name, modifiers)) => {
            let digits = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ');
            if !modifiers.strip_suffix(')').is_some_and(|modifiers| modifiers.chars().all(digits)) {
                return false;
            }
            name.trim_end()
        }
    };
    let lower = name.to_ascii_lowercase();
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let is_quoted = |part: &str| {
        let inside = part.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(['"', '.']))
    };
    lower.split('.').all(|part| is_word(part) || is_quoted(part))
        || matches!(
            lower.as_str(),
            "timestamp with time zone"
                | "timestamp without time zone"
                | "time with time zone"
                | "time without time zone"
                | "double precision"
                | "character varying"
                | "bit varying"
        )
}

fn is_number(sql: &str) -> bool {
    let digits = sql.strip_prefix('-').unwrap_or(sql);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.parse::<f64>().is_ok()
}

fn is_string(sql: &str) -> bool {
    let Some(body) = sql.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) else { return false };
    // Every quote inside must be doubled.
    body.replace("''", "").find('\'').is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_for_each_row_is_known() {
        for default in [
            "gen_random_uuid()",
            "(gen_random_uuid())::text",
            "public.uuid_generate_v4()",
            "nextval('public.s'::regclass)",
            "('ORD-'::text || nextval('public.s'::regclass))",
            "replace((gen_random_uuid())::text, '-'::text, ''::text)",
            "upper(substr(md5((random())::text), 1, 8))",
            "floor((random() * (1000)::double precision))",
            "encode(extensions.gen_random_bytes(16), 'hex'::text)",
            "clock_timestamp()",
        ] {
            assert!(is_drawn(default), "{default}");
        }
        for default in [
            "0",
            "now()",
            "f()",
            "app.random()",
            "random() + f()",
            "nextval(f())",
            "current_setting('app.tenant'::text)",
            "(auth.uid() || random())",
            "random() || ')' || f(1",
        ] {
            assert!(!is_drawn(default), "{default}");
        }
    }

    #[test]
    fn constants_and_the_time_of_the_transaction_are_evaluated_once() {
        for default in [
            "0",
            "-1.5",
            "'x'",
            "'it''s'",
            "true",
            "NULL",
            "now()",
            "'{}'::jsonb",
            "'1'::numeric(10, 2)",
            "ARRAY['a,b'::public.e, 'c''d'::public.e]",
            "array[1, 2]::bigint[]",
            "'a'::\"App\".\"Kind\"",
            "CURRENT_TIMESTAMP(3)",
            "(now() AT TIME ZONE 'utc'::text)",
            "((now() at time zone 'utc'))::text",
            "timezone('utc'::text, now())",
            "(CURRENT_DATE + 30)",
            "(now() + '7 days'::interval)",
            "date_trunc('day'::text, now())",
            "CURRENT_USER",
            "ARRAY[]::text[]",
            "interval '1 day'",
            "lower('X'::text)",
            "lower('X'::text) || upper('y'::text)",
        ] {
            assert!(is_evaluated_once(default), "{default}");
        }
        for default in [
            "random()",
            "gen_random_uuid()::text",
            "clock_timestamp()",
            "'a' || f('b')",
            "nextval('s')",
            "'a'::f()::x y'",
            "'x'::text IS DISTINCT FROM random()::text",
            "true::boolean AND random()::int::boolean",
            "ARRAY[1, random()]",
            "ARRAY[1] || f(ARRAY[2])",
            "f(3)",
            "(clock_timestamp() AT TIME ZONE 'utc'::text)",
            "timezone('utc'::text, clock_timestamp())",
            "now() + random() * '1 day'::interval",
            "timezone('utc', now()) || f()",
            "date_trunc(f('a'), now())",
            "(now() + f())",
            "' + ' || f() || ' + '",
        ] {
            assert!(!is_evaluated_once(default), "{default}");
        }
    }
}
