//! Texts that PostgreSQL prints in another way once it has read what it prints, as they were written.

use super::literal;
use crate::model::{Column, Table};
use crate::types::{Builtin, PgType};

/// Undoes both: lists of these varchar columns, as they stand in SQL, and ranges. Of a column of another type, such as
/// citext, the comparison of texts is another one than that of its own values.
pub(crate) fn as_written(sql: &str, varchar_columns: &[String]) -> String {
    with_ranges(&with_lists(sql, varchar_columns))
}

/// Does that to a condition, which needs no parentheses around it, and to lists of these text columns, as they stand in SQL.
pub(crate) fn condition(sql: &str, text_columns: &[String], varchar_columns: &[String]) -> String {
    let mut text = as_written(sql, varchar_columns);
    for column in text_columns {
        text = with_text_lists(&text, column);
    }
    match text.starts_with('(') && closing(&text).is_some_and(|end| end + 1 == text.len()) {
        true => text[1..text.len() - 1].to_owned(),
        false => text,
    }
}

/// Does that to a condition over a row of a table.
pub(crate) fn condition_of(table: &Table, sql: &str) -> String {
    condition(sql, &columns_of(table, Builtin::Text), &columns_of(table, Builtin::Varchar))
}

/// The columns of a type, however long their values may be, as they stand in SQL.
pub(crate) fn columns_of(table: &Table, builtin: Builtin) -> Vec<String> {
    let is_of = |column: &&Column| PgType { modifiers: None, ..column.pg_type.clone() } == PgType::from(builtin);
    table.columns.iter().filter(is_of).map(|column| column.name.to_string()).collect()
}

/// A default without the cast to the column's own type, which PostgreSQL prints behind a literal.
pub(crate) fn default<'t>(sql: &'t str, pg_type: &PgType) -> &'t str {
    let plain = PgType { modifiers: None, ..pg_type.clone() };
    let literal = sql.strip_suffix(&format!("::{plain}"));
    let is_one = |text: &&str| text.starts_with('\'') && !text.contains('\\') && outside(text).next().is_none();
    literal.filter(is_one).unwrap_or(sql)
}

/// Puts `(c IN ('a', 'b'))` where `(c = ANY (ARRAY['a'::text, 'b'::text]))` stands, for a column that is text.
fn with_text_lists(sql: &str, column: &str) -> String {
    let mut text = sql.to_owned();
    for (operator, word) in [("= ANY", "IN"), ("<> ALL", "NOT IN")] {
        let start = format!("({column} {operator} (ARRAY[");
        let mut from = 0;
        while let Some(at) = text[from..].find(&start).map(|at| from + at) {
            from = at + start.len();
            let Some(length) = text[from..].find("]))") else { break };
            let values = listed(&text[from..from + length], "::text").filter(|values| values.len() > 1);
            let Some(values) = values.filter(|_| !is_quoted(&text[..at])) else { continue };
            let values: Vec<String> = values.iter().map(|value| literal(value)).collect();
            let written = format!("({column} {word} ({}))", values.join(", "));
            text.replace_range(at..from + length + "]))".len(), &written);
            from = at + written.len();
        }
    }
    text
}

/// Puts `c IN ('a', 'b')` where `((c)::text = ANY ((ARRAY['a'::character varying, ...])::text[]))` stands, and NOT IN
/// likewise: read again, that would be printed with a cast for each value.
fn with_lists(sql: &str, varchar_columns: &[String]) -> String {
    let mut text = sql.to_owned();
    for (operator, word) in [("= ANY", "IN"), ("<> ALL", "NOT IN")] {
        let middle = format!(")::text {operator} ((ARRAY[");
        let mut from = 0;
        while let Some(at) = text[from..].find(&middle).map(|at| from + at) {
            from = at + middle.len();
            let Some((start, end, values)) = around(&text, at, from) else { continue };
            let column = &text[start + 2..at];
            if !varchar_columns.iter().any(|varchar| varchar == column) {
                continue;
            }
            let written = format!("({column} {word} ({values}))");
            from = start + written.len();
            text.replace_range(start..end, &written);
        }
    }
    text
}

/// Where the comparison begins and ends, and its values.
fn around(text: &str, at: usize, values_at: usize) -> Option<(usize, usize, String)> {
    let start = text[..at].rfind("((")?;
    let column = &text[start + 2..at];
    let is_quoted = column.len() > 2 && column.starts_with('"') && column.ends_with('"');
    let is_name = is_quoted && !column[1..column.len() - 1].contains('"')
        || column.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let length = text[values_at..].find("])::text[]))")?;
    // A list of one is printed as `=`, so that this was no list.
    let values =
        listed(&text[values_at..values_at + length], "::character varying").filter(|values| values.len() > 1)?;
    let values: Vec<String> = values.iter().map(|value| literal(value)).collect();
    is_name.then(|| (start, values_at + length + "])::text[]))".len(), values.join(", ")))
}

/// Puts `(x BETWEEN a AND b)` where `((x >= a) AND (x <= b))` stands, and NOT BETWEEN likewise: read again as the first
/// part of another AND, it would become one with it.
fn with_ranges(sql: &str) -> String {
    let mut text = sql.to_owned();
    let mut from = 0;
    while let Some(at) = text[from..].find("((").map(|at| from + at) {
        from = at + 1;
        let Some((end, written)) = range_at(&text, at) else { continue };
        text.replace_range(at..end, &written);
    }
    text
}

fn range_at(text: &str, at: usize) -> Option<(usize, String)> {
    // One in a literal or in a name is none.
    if is_quoted(&text[..at]) {
        return None;
    }
    let end = at + closing(&text[at..])?;
    let inner = &text[at + 1..end];
    let first_end = closing(inner)?;
    let (first, rest) = (&inner[1..first_end], &inner[first_end + 1..]);
    let (second, operators, word) = match rest.strip_prefix(" AND ") {
        Some(second) => (second, (" >= ", " <= "), "BETWEEN"),
        None => (rest.strip_prefix(" OR ")?, (" < ", " > "), "NOT BETWEEN"),
    };
    if !second.starts_with('(') || closing(second)? + 1 != second.len() {
        return None;
    }
    let (value, low) = split_outside(first, operators.0)?;
    let (same, high) = split_outside(&second[1..second.len() - 1], operators.1)?;
    // What an array is compared with is no end of a range.
    let is_array = |end: &str| ["ANY", "ALL", "SOME"].iter().any(|word| end.starts_with(word));
    (value == same && !is_array(low) && !is_array(high))
        .then(|| (end + 1, format!("({value} {word} {low} AND {high})")))
}

/// Tells whether the end of the text stands in a literal or a quoted name.
fn is_quoted(text: &str) -> bool {
    let mut open = None;
    for character in text.chars().filter(|c| matches!(c, '\'' | '"')) {
        match open {
            None => open = Some(character),
            Some(quote) if quote == character => open = None,
            Some(_) => {}
        }
    }
    open.is_some()
}

/// Each character outside of quotes with its place and how many parentheses are open behind it.
fn outside(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut open, mut depth) = (None, 0_usize);
    text.char_indices().filter_map(move |(at, character)| {
        match (open, character) {
            (Some(quote), _) => {
                open = (quote != character).then_some(quote);
                return None;
            }
            (None, '\'' | '"') => {
                open = Some(character);
                return None;
            }
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        Some((at, character, depth))
    })
}

/// The place of the parenthesis or bracket that closes the one at the start.
pub(crate) fn closing(text: &str) -> Option<usize> {
    outside(text).find(|(_, character, depth)| matches!(character, ')' | ']') && *depth == 0).map(|(at, _, _)| at)
}

/// Takes off the parentheses around a text.
pub(crate) fn bare(mut text: &str) -> &str {
    loop {
        text = text.trim();
        match text.starts_with('(') && closing(text).is_some_and(|end| end + 1 == text.len()) {
            true => text = &text[1..text.len() - 1],
            false => return text,
        }
    }
}

/// What stands before and behind an operator that stands in no parentheses.
pub(crate) fn split_outside<'t>(text: &'t str, operator: &str) -> Option<(&'t str, &'t str)> {
    let at = outside(text).find(|(at, _, depth)| *depth == 0 && text[*at..].starts_with(operator))?.0;
    Some((&text[..at], &text[at + operator.len()..]))
}

/// Reads `'a'::text, 'b'::text`, each value with this cast.
pub(crate) fn listed(text: &str, cast: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        let end = quoted_end(rest)?;
        let value = rest[1..end].replace("''", "'");
        if value.is_empty() || value.contains('\\') || literal(&value) != rest[..=end] {
            return None;
        }
        values.push(value);
        rest = rest[end + 1..].strip_prefix(cast)?;
        if rest.is_empty() {
            return Some(values);
        }
        rest = rest.strip_prefix(", ")?;
    }
}

/// Where the quote stands that closes the literal, or the name in quotes, at the start.
pub(crate) fn quoted_end(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let mut quotes = text[1..].match_indices(quote).map(|(at, _)| at + 1).peekable();
    while let Some(at) = quotes.next() {
        match quotes.peek() {
            Some(next) if *next == at + 1 => {
                quotes.next();
            }
            _ => return Some(at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_out_of_a_list() {
        let read = |text: &str| listed(text, "::text");
        let values = |values: &[&str]| Some(values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>());
        assert_eq!(read("'a'::text, 'it''s, '::text"), values(&["a", "it's, "]));
        assert_eq!(read("''''::text"), values(&["'"]));
        assert_eq!(read("'a'::text, b"), None);
        assert_eq!(read("'a'::character varying"), None);
        assert_eq!(read("E'a\\\\'::text"), None);
        assert_eq!(read("''::text"), None);
    }

    #[test]
    fn ranges_are_written_as_ranges() {
        let columns = [];
        for (printed, expected) in [
            ("((a >= 1) AND (a <= 5))", "(a BETWEEN 1 AND 5)"),
            ("(((a >= 1) AND (a <= 5)) AND (b > 0))", "((a BETWEEN 1 AND 5) AND (b > 0))"),
            (
                "((\"a >= (\" >= ('-90'::integer)::numeric) AND (\"a >= (\" <= (90)::numeric))",
                "(\"a >= (\" BETWEEN ('-90'::integer)::numeric AND (90)::numeric)",
            ),
            ("((length(b) < 1) OR (length(b) > 5))", "(length(b) NOT BETWEEN 1 AND 5)"),
            ("((a >= 1) AND (b <= 5))", ""),
            ("((a >= 1) AND (a <= 5) AND (b > 0))", ""),
            ("(a = '((a >= 1) AND (a <= 5))'::text)", ""),
        ] {
            assert_eq!(as_written(printed, &columns), if expected.is_empty() { printed } else { expected });
        }
    }

    #[test]
    fn conditions_are_plain() {
        let columns = ["c".to_owned(), "\"C d\"".to_owned()];
        for (printed, expected) in [
            ("(a > 0)", "a > 0"),
            ("((a > 0) AND (b > 0))", "(a > 0) AND (b > 0)"),
            ("(a > 0) OR (b > 0)", "(a > 0) OR (b > 0)"),
            ("is_active", "is_active"),
            ("(c = ANY (ARRAY['A'::text, 'B'::text]))", "c IN ('A', 'B')"),
            ("(NOT (\"C d\" <> ALL (ARRAY['A'::text, 'B)'::text])))", "NOT (\"C d\" NOT IN ('A', 'B)'))"),
            ("(d = ANY (ARRAY['A'::text, 'B'::text]))", "d = ANY (ARRAY['A'::text, 'B'::text])"),
            ("(c = ANY (ARRAY['A'::text]))", "c = ANY (ARRAY['A'::text])"),
            (
                "(a = '(c = ANY (ARRAY[''A''::text, ''B''::text]))'::text)",
                "a = '(c = ANY (ARRAY[''A''::text, ''B''::text]))'::text",
            ),
        ] {
            assert_eq!(condition(printed, &columns, &[]), expected);
        }
    }

    #[test]
    fn a_default_needs_no_cast_to_its_own_type() {
        let of = |sql, name: &str| default(sql, &name.parse().unwrap()).to_owned();
        assert_eq!(of("'a'::text", "text"), "'a'");
        assert_eq!(of("'it''s'::character varying", "varchar(9)"), "'it''s'");
        assert_eq!(of("'{}'::text[]", "text[]"), "'{}'");
        assert_eq!(of("'a'::text", "varchar"), "'a'::text");
        assert_eq!(of("('a'::text || 'b'::text)", "text"), "('a'::text || 'b'::text)");
        assert_eq!(of("lower('a'::text)", "text"), "lower('a'::text)");
        assert_eq!(of("'a'::text || 'b'::text", "text"), "'a'::text || 'b'::text");
    }

    #[test]
    fn lists_of_varchar_are_written_as_lists() {
        let columns = ["c".to_owned(), "\"C d\"".to_owned()];
        for (printed, expected) in [
            (
                "((c)::text = ANY ((ARRAY['A'::character varying, 'it''s'::character varying])::text[]))",
                "(c IN ('A', 'it''s'))",
            ),
            (
                "((a > 0) AND ((\"C d\")::text <> ALL ((ARRAY['A'::character varying, 'B'::character varying])::text[])))",
                "((a > 0) AND (\"C d\" NOT IN ('A', 'B')))",
            ),
            ("((c)::text = ANY ((ARRAY['A'::character varying])::text[]))", ""),
            // Of another type, such as citext, whose own comparison is another.
            ("((d)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[]))", ""),
            ("((f(c))::text = ANY ((ARRAY['A'::character varying])::text[]))", ""),
            ("((c)::text = ANY ((ARRAY['A'::text])::text[]))", ""),
            ("(c = 'A'::text)", ""),
        ] {
            assert_eq!(as_written(printed, &columns), if expected.is_empty() { printed } else { expected });
        }
    }
}
