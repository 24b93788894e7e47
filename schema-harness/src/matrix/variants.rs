//! Conditions that differ from a declared one by a part: what a careless change of a CHECK or predicate could leave of it.
//!
//! Only as much of SQL is read as tells where the parts of AND, OR and lists of values begin and end.

/// A condition without one of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    /// The part that is left out, as it is written.
    pub(crate) without: String,
    /// The condition, as SQL.
    pub(crate) sql: String,
}

/// Returns the condition without each part of an AND or OR, and without each value of a list; nothing where it has no
/// parts.
pub(crate) fn variants(condition: &str) -> Vec<Variant> {
    let mut variants = Vec::new();
    collect(condition, &|part| part, &mut variants);
    variants
}

/// Collects the variants of a part; `within` writes the whole condition with something in its place.
fn collect(part: &str, within: &dyn Fn(String) -> String, variants: &mut Vec<Variant>) {
    let part = bare(part);
    for (word, glue) in [("or", " OR "), ("and", " AND ")] {
        let parts = split_at_word(part, word);
        if parts.len() < 2 {
            continue;
        }
        let join = |at: usize, own: Option<String>| {
            let parts = parts.iter().enumerate().filter_map(|(place, other)| match place == at {
                true => own.clone(),
                false => Some(format!("({other})")),
            });
            format!("({})", parts.collect::<Vec<String>>().join(glue))
        };
        for (at, own) in parts.iter().enumerate() {
            variants.push(Variant { without: (*own).to_owned(), sql: within(join(at, None)) });
            collect(own, &|inner| within(join(at, Some(inner))), variants);
        }
        return;
    }
    let Some((before, values)) = list(part) else { return };
    for (at, value) in values.iter().enumerate().filter(|_| values.len() > 1) {
        let rest: Vec<&str> =
            values.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, value)| *value).collect();
        variants.push(Variant { without: (*value).to_owned(), sql: within(format!("{before}({})", rest.join(", "))) });
    }
}

/// Takes away parentheses around the whole.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match inner {
        Some(inner) if tokens(text).last().is_some_and(|last| last.closes == Some(0)) => bare(inner),
        _ => text,
    }
}

/// Splits `column IN ('A', 'B')` into `column IN ` and the values.
fn list(text: &str) -> Option<(&str, Vec<&str>)> {
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let at = tokens.iter().position(|token| token.depth == 0 && token.is_word("in"))?;
    let (open, close) = (tokens.get(at + 1)?, tokens.last()?);
    if open.text != "(" || close.closes != Some(open.begin) {
        return None;
    }
    let mut values = Vec::new();
    let mut begin = open.end();
    for token in tokens.iter().filter(|token| token.begin > open.begin) {
        let ends = token.begin == close.begin;
        if ends || (token.text == "," && token.depth == 1) {
            values.push(text[begin..token.begin].trim());
            begin = token.end();
        }
    }
    // A query is no list.
    let is_query = values.first()?.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select"));
    (!is_query).then_some((&text[..open.begin], values))
}

/// Splits at a word that stands outside of parentheses and CASE; the AND of BETWEEN is none.
fn split_at_word<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut begin, mut cases, mut betweens) = (0, 0_usize, 0_usize);
    for token in tokens(text).filter(|token| token.depth == 0) {
        if token.is_word("case") {
            cases += 1;
        } else if token.is_word("end") {
            cases = cases.saturating_sub(1);
        } else if cases > 0 {
            continue;
        } else if token.is_word("between") {
            betweens += 1;
        } else if betweens > 0 && token.is_word("and") {
            betweens -= 1;
        } else if token.is_word(word) {
            parts.push(text[begin..token.begin].trim());
            begin = token.end();
        }
    }
    parts.push(text[begin..].trim());
    parts
}

/// A word, a quoted text, or any other character.
struct Token<'a> {
    begin: usize,
    text: &'a str,
    /// How many parentheses it stands in, those that it is itself left out.
    depth: usize,
    /// Where the parenthesis stands that it closes.
    closes: Option<usize>,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.begin + self.text.len()
    }

    fn is_word(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    let mut open = Vec::new();
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let length = match first {
            '\'' | '"' => quoted(rest, first),
            '$' => dollar_quoted(rest).unwrap_or(1),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let begin = at;
        at += length;
        let closes = if matches!(first, ')' | ']') { open.pop() } else { None };
        let depth = open.len();
        if matches!(first, '(' | '[') {
            open.push(begin);
        }
        Some(Token { begin, text: &text[begin..at], depth, closes })
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of a quoted text; a quote in it is doubled, or stands behind a backslash in `E'...'`, which splits it in two
/// here, and nothing is lost by that.
fn quoted(text: &str, quote: char) -> usize {
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == quote && rest.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    text.len()
}

/// The length of `$tag$ ... $tag$`.
fn dollar_quoted(text: &str) -> Option<usize> {
    let tag = text[1..].find('$').map(|end| &text[..end + 2])?;
    if !tag[1..tag.len() - 1].chars().all(is_word) {
        return None;
    }
    let end = text[tag.len()..].find(tag)?;
    Some(end + 2 * tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(condition: &str, expected: &[(&str, &str)]) {
        let found = variants(condition);
        let found: Vec<(&str, &str)> =
            found.iter().map(|variant| (variant.without.as_str(), variant.sql.as_str())).collect();
        assert_eq!(found, expected, "{condition}");
    }

    #[test]
    fn each_part_of_and_is_left_out() {
        check("a > 0 AND b > 0", &[("a > 0", "((b > 0))"), ("b > 0", "((a > 0))")]);
    }

    #[test]
    fn parts_within_parts_are_left_out_in_their_place() {
        check(
            "(a = 1 OR (b = 2 and c = 3))",
            &[
                ("a = 1", "(((b = 2 and c = 3)))"),
                ("(b = 2 and c = 3)", "((a = 1))"),
                ("b = 2", "((a = 1) OR ((c = 3)))"),
                ("c = 3", "((a = 1) OR ((b = 2)))"),
            ],
        );
    }

    #[test]
    fn each_value_of_a_list_is_left_out() {
        check(
            "unit NOT IN ('kg', 'it''s, (so)', 'm')",
            &[
                ("'kg'", "unit NOT IN ('it''s, (so)', 'm')"),
                ("'it''s, (so)'", "unit NOT IN ('kg', 'm')"),
                ("'m'", "unit NOT IN ('kg', 'it''s, (so)')"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_a_part_is_none() {
        check("a BETWEEN 1 AND 5", &[]);
        check("CASE WHEN a AND b THEN c OR d ELSE e END", &[]);
        check("note <> 'this and that or $x$ these'", &[]);
        check("note <> $x$ this and that $x$", &[]);
        check("\"a and b\" > 0", &[]);
        check("a IN (SELECT b AND c)", &[]);
        check("f(a AND b)", &[]);
        check("a IN ('x')", &[]);
        check("(a > 0) = (b > 0)", &[]);
        check("brand > landing", &[]);
    }

    #[test]
    fn between_is_a_part_of_and() {
        check("a BETWEEN 1 AND 5 AND b > 0", &[("a BETWEEN 1 AND 5", "((b > 0))"), ("b > 0", "((a BETWEEN 1 AND 5))")]);
    }
}
