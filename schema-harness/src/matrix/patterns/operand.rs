//! Which string constants of a condition are patterns.

use super::{Dialect, Pattern};

/// The characters that operators consist of.
const OPERATOR: &str = "~!@#^&|?+-*/<>=%`";

/// Reads the string constant `text`, which stands in SQL between `before` and `after`, as a pattern.
///
/// Operators that negate are none of these: their patterns say what the value is not.
pub(in crate::matrix) fn pattern(before: &str, text: &str, after: &str) -> Option<Pattern> {
    let (before, escapes) = without_prefix(before);
    let dialect = dialect(before.trim_end_matches(|c: char| c.is_whitespace() || c == '('))?;
    let escape = match dialect {
        Dialect::Regex => None,
        Dialect::Like | Dialect::Similar => escape(after),
    };
    // A text that is not read still is a pattern; an empty list of samples comes of it.
    let text = if escapes { unescaped(text) } else { Some(text.to_owned()) };
    Some(Pattern { text, dialect, escape })
}

/// Takes the `E` of an escape string away.
fn without_prefix(before: &str) -> (&str, bool) {
    match before.strip_suffix(['E', 'e']) {
        Some(rest) if !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_') => (rest, true),
        _ => (before, false),
    }
}

fn dialect(before: &str) -> Option<Dialect> {
    let operator = &before[before.trim_end_matches(|c| OPERATOR.contains(c)).len()..];
    match operator {
        "" => {}
        "~" | "~*" => return Some(Dialect::Regex),
        "~~" | "~~*" => return Some(Dialect::Like),
        _ => return None,
    }
    let words: Vec<String> = before.split_whitespace().rev().take(2).map(str::to_ascii_uppercase).collect();
    let is = |place: usize, word: &str| words.get(place).is_some_and(|other| other == word);
    if is(0, "LIKE") || is(0, "ILIKE") {
        return (!is(1, "NOT")).then_some(Dialect::Like);
    }
    let is_negated = before.split_whitespace().rev().nth(2).is_some_and(|word| word.eq_ignore_ascii_case("NOT"));
    (is(0, "TO") && is(1, "SIMILAR") && !is_negated).then_some(Dialect::Similar)
}

/// The character of `ESCAPE '!'` behind a pattern; `ESCAPE ''` is none at all, and nothing is the backslash.
fn escape(after: &str) -> Option<char> {
    let after = after.trim_start();
    let Some(given) = after.get(..6).filter(|word| word.eq_ignore_ascii_case("escape")).and_then(|_| after.get(6..))
    else {
        return Some('\\');
    };
    given.trim_start().strip_prefix('\'')?.chars().next().filter(|c| *c != '\'')
}

/// The text of an escape string, unless it has escapes that are more than one character behind the backslash.
fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => plain.push(characters.next().filter(|c| !c.is_alphanumeric())?),
            c => plain.push(c),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(before: &str) -> Option<Dialect> {
        pattern(before, "x", "").map(|pattern| pattern.dialect)
    }

    #[test]
    fn operators_say_what_is_a_pattern() {
        for before in ["code ~ ", "code~", "code ~* (", "code ~ E"] {
            assert_eq!(read(before), Some(Dialect::Regex), "{before}");
        }
        for before in ["code LIKE ", "code ilike ", "code ~~ "] {
            assert_eq!(read(before), Some(Dialect::Like), "{before}");
        }
        assert_eq!(read("code SIMILAR  TO "), Some(Dialect::Similar));
        for before in ["", "code = ", "code !~ ", "code NOT LIKE ", "code NOT SIMILAR TO ", "code !~~* ", "alike "] {
            assert_eq!(read(before), None, "{before}");
        }
    }

    #[test]
    fn escapes_are_read() {
        let escape = |after| pattern("code LIKE ", "x", after).and_then(|pattern| pattern.escape);
        assert_eq!(escape(" AND true"), Some('\\'));
        assert_eq!(escape(" ESCAPE '!'"), Some('!'));
        assert_eq!(escape(" escape ''"), None);
        let text = |text| pattern("code ~ E", text, "").and_then(|pattern| pattern.text);
        assert_eq!(text("^\\\\d$").as_deref(), Some("^\\d$"));
        assert_eq!(text("\\x41"), None);
    }
}
