//! Whether a CHECK surely lets a constant pass.

use super::default::without_casts;
use crate::ident::Ident;
use crate::model::Check;
use crate::sql::printed_text::{bare, split_outside};

/// Tells whether a CHECK surely admits a default: it is made of lists of values and of comparisons, of the column with
/// constants, as declarations have them or PostgreSQL prints them, and these hold for the default. Whatever else stands in
/// it may refuse anything.
pub(super) fn admits(check: &Check, column: &Ident, values: Values, default: &str) -> bool {
    let column = column.to_string();
    constant(default).is_some_and(|value| Admitted { column: &column, values, value }.by(&check.expression.sql))
}

/// How the values of a column compare with constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// As exact numbers, which hold each integer as it is.
    Numbers,
    /// As texts, with a cast to text or without.
    Texts,
    /// Otherwise: only that the same constant is the same value is known.
    Others,
}

struct Admitted<'a> {
    /// As it stands in SQL.
    column: &'a str,
    values: Values,
    value: String,
}

impl Admitted<'_> {
    fn by(&self, condition: &str) -> bool {
        let condition = bare(condition);
        if let Some((first, rest)) = split_outside(condition, " OR ") {
            return self.by(first) || self.by(rest);
        }
        if let Some(range) = self.compared(condition, " BETWEEN ") {
            let ends = split_outside(range, " AND ");
            return ends.is_some_and(|(low, high)| self.is(">=", low) && self.is("<=", high));
        }
        if let Some((first, rest)) = split_outside(condition, " AND ") {
            return self.by(first) && self.by(rest);
        }
        if let Some(list) = self.compared(condition, " IN ") {
            return self.is_listed(bare(list));
        }
        if let Some(list) = self.compared(condition, " = ANY ") {
            // PostgreSQL prints `(ARRAY['a'::text])`, `((ARRAY['a'::character varying])::text[])`.
            let list = bare(list);
            let list = list.strip_suffix("::text[]").map_or(list, bare);
            let elements = list.strip_prefix("ARRAY[").and_then(|list| list.strip_suffix(']'));
            return elements.is_some_and(|elements| self.is_listed(elements));
        }
        ["<=", ">=", "<>", "<", ">", "="]
            .into_iter()
            .any(|operator| self.compared(condition, &format!(" {operator} ")).is_some_and(|to| self.is(operator, to)))
    }

    /// What the column, as it is or as text, is compared with by this operator.
    fn compared<'t>(&self, condition: &'t str, operator: &str) -> Option<&'t str> {
        let (value, to) = split_outside(condition, operator)?;
        let is_text = || self.values == Values::Texts && value.strip_suffix("::text").map(bare) == Some(self.column);
        (value == self.column || is_text()).then_some(to)
    }

    fn is_listed(&self, list: &str) -> bool {
        let mut rest = list;
        loop {
            let (first, behind) = split_outside(rest, ",").map_or((rest, None), |(first, rest)| (first, Some(rest)));
            if self.is("=", first) {
                return true;
            }
            let Some(behind) = behind else { return false };
            rest = behind;
        }
    }

    fn is(&self, operator: &str, to: &str) -> bool {
        let Some(to) = constant(to) else { return false };
        let numbers = || Some((integer(&self.value)?, integer(&to)?)).filter(|_| self.values == Values::Numbers);
        match (operator, numbers()) {
            ("=", None) => self.value == to,
            ("<>", None) => to.is_empty() && !self.value.is_empty() && self.value.chars().all(char::is_alphanumeric),
            (_, None) => false,
            ("=", Some((value, to))) => value == to,
            ("<>", Some((value, to))) => value != to,
            ("<", Some((value, to))) => value < to,
            ("<=", Some((value, to))) => value <= to,
            (">", Some((value, to))) => value > to,
            (">=", Some((value, to))) => value >= to,
            (_, Some(_)) => false,
        }
    }
}

fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.chars().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok())?
}

/// The value of a constant, with a cast and parentheses around it or without, and with casts to text behind.
fn constant(sql: &str) -> Option<String> {
    let mut text = bare(sql);
    while let Some(inner) = text.strip_suffix("::text") {
        text = bare(inner);
    }
    let inner = bare(without_casts(text));
    let cast = text.strip_prefix(inner).or_else(|| text.strip_prefix(&format!("({inner})"))).unwrap_or_default();
    // A length would cut, and one cast behind another convert.
    if cast.contains(['(', '[']) || cast.matches("::").count() > 1 {
        return None;
    }
    text = inner;
    if integer(text).is_some() {
        return Some(text.to_owned());
    }
    let quoted = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let value = quoted.replace("''", "");
    // One constant, and no escape in it.
    (!value.contains(['\'', '\\'])).then(|| quoted.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Expression;

    fn admitted(condition: &str, values: Values, default: &str) -> bool {
        let column = Ident::new("c").unwrap();
        admits(&Check::new(Expression::new(condition, vec![column.clone()])), &column, values, default)
    }

    #[test]
    fn a_listed_text_is_admitted() {
        for condition in [
            "c IN ('a', 'it''s')",
            "(c = ANY (ARRAY['a'::text, 'it''s'::text]))",
            "((c)::text = ANY ((ARRAY['a'::character varying, 'it''s'::character varying])::text[]))",
            "((c)::text = ANY (ARRAY[('a'::character varying)::text, ('it''s'::character varying)::text]))",
            "(c = ANY (ARRAY['a'::\"Mood\", 'it''s'::public.mood]))",
            "((c = 'it''s'::text) OR (c = 'a'::text))",
            "((c <> ''::text) AND (c = ANY (ARRAY['a'::text, 'b'::text])))",
            "(c = 'a'::bpchar)",
        ] {
            assert!(admitted(condition, Values::Texts, "'a'::text"), "{condition}");
            assert!(admitted(condition, Values::Texts, "('a'::character varying)::text"), "{condition}");
            assert!(!admitted(condition, Values::Texts, "'c'::text"), "{condition}");
            assert!(!admitted(condition, Values::Texts, "lower('a'::text)"), "{condition}");
        }
    }

    #[test]
    fn a_number_that_fits_is_admitted() {
        for condition in [
            "c > 0",
            "(c >= (1)::numeric)",
            "(c BETWEEN 1 AND 10)",
            "((c >= 1) AND (c <= 10) AND (c <> 7))",
            "((c < '-1'::integer) OR (c > 0))",
            "(c = ANY (ARRAY[1, 2, 3]))",
        ] {
            assert!(admitted(condition, Values::Numbers, "1"), "{condition}");
            assert!(!admitted(condition, Values::Numbers, "'-1'::integer"), "{condition}");
            assert!(!admitted(condition, Values::Numbers, "0.5"), "{condition}");
        }
        // As texts they are in another order.
        assert!(!admitted("(c > '9'::text)", Values::Texts, "'10'::text"));
        assert!(admitted("(c > 9)", Values::Numbers, "10"));
    }

    #[test]
    fn other_values_are_equal_where_their_constants_are() {
        assert!(admitted("(c = ANY (ARRAY['a'::mood, 'b'::mood]))", Values::Others, "'a'::mood"));
        assert!(!admitted("((c)::text = 'a'::text)", Values::Others, "'a'::mood"));
        assert!(!admitted("((c)::text >= '5'::text)", Values::Numbers, "10"));
        assert!(!admitted("(c = 'abcdef'::text)", Values::Texts, "'abcdef'::character varying(3)"));
        assert!(!admitted("(c > 5)", Values::Numbers, "7::boolean::integer"));
        assert!(!admitted("(c = ANY ('{a,b}'::text[]))", Values::Texts, "'{a,b}'"));
    }

    #[test]
    fn what_is_not_known_admits_nothing() {
        for condition in [
            "length(c) > 0",
            "(c <> 'b'::text)",
            "(d = 'a'::text)",
            "(c ~ 'a'::text)",
            "(NOT (c = 'a'::text))",
            "((c = 'a'::text) = false)",
            "((c || 'x'::text) = 'a'::text)",
            "(c = 'a'::text) IS NOT TRUE",
            "(lower(c) = 'a'::text)",
        ] {
            assert!(!admitted(condition, Values::Texts, "'a'::text"), "{condition}");
        }
    }
}
