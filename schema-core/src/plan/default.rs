//! Which defaults PostgreSQL evaluates once when a column is added, so that it writes no row anew.

/// Tells whether the default is certainly not volatile: a constant, with or without a cast, or the time of the
/// transaction. Anything else may be volatile, and ADD COLUMN would then rewrite the table under ACCESS EXCLUSIVE.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES>
pub(super) fn is_evaluated_once(default: &str) -> bool {
    let constant = without_casts(default.trim());
    let lower = constant.to_ascii_lowercase();
    is_number(constant)
        || is_string(constant)
        || elements(constant).is_some_and(|elements| elements.into_iter().all(is_evaluated_once))
        || matches!(
            lower.as_str(),
            "true" | "false" | "null" | "now()" | "current_timestamp" | "current_date" | "transaction_timestamp()"
        )
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

/// Takes `ARRAY[a, b]` apart.
fn elements(sql: &str) -> Option<Vec<&str>> {
    let prefix = sql.get(..6).filter(|prefix| prefix.eq_ignore_ascii_case("array["))?;
    let inside = sql[prefix.len()..].strip_suffix(']')?;
    let (mut elements, mut start, mut is_in_string) = (Vec::new(), 0, false);
    for (at, character) in inside.char_indices() {
        match character {
            '\'' => is_in_string = !is_in_string,
            ',' if !is_in_string => {
                elements.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    elements.push(&inside[start..]);
    Some(elements)
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
        ] {
            assert!(!is_evaluated_once(default), "{default}");
        }
    }
}
