//! Which defaults PostgreSQL evaluates once when a column is added, so that it writes no row anew.

use crate::sql::printed_text::{bare, split_outside};

/// Functions that are stable or immutable whatever they are called with, in the order of their names.
const NOT_VOLATILE: [&str; 4] = ["date_part", "date_trunc", "timezone", "to_char"];

/// Tells whether the default is certainly not volatile: a constant, the time of the transaction or who is connected, and
/// what casts, sums, time zones and some functions make of these. Anything else may be volatile, and ADD COLUMN would then
/// rewrite the table under ACCESS EXCLUSIVE.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES>
pub(super) fn is_evaluated_once(default: &str) -> bool {
    let sql = without_casts(bare(default));
    if sql.len() < default.len() {
        return is_evaluated_once(sql);
    }
    is_number(sql)
        || is_string(sql)
        || is_of_transaction(sql)
        || operands(sql).is_some_and(|operands| operands.into_iter().all(is_evaluated_once))
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

/// What an array, a function that is not volatile, or an operator of times and numbers is given.
fn operands(sql: &str) -> Option<Vec<&str>> {
    let array = inside(sql, "array[", "]");
    let called = || NOT_VOLATILE.iter().find_map(|function| inside(sql, function, ")")?.strip_prefix('('));
    if let Some(mut rest) = array.or_else(called) {
        let mut elements = Vec::new();
        while let Some((first, behind)) = split_outside(rest, ",") {
            elements.push(first);
            rest = behind;
        }
        elements.push(rest);
        return Some(elements);
    }
    let operators = [" AT TIME ZONE ", " at time zone ", " + ", " - "];
    let (first, second) = operators.iter().find_map(|operator| split_outside(sql, operator))?;
    Some(vec![first, second])
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
