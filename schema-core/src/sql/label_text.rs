//! Labels of an enum in SQL text: which constants PostgreSQL keeps as values of the enum, and prints by another label once
//! that is renamed.

use super::definition_text::{Piece, Pieces};
use super::literal;
use crate::ident::QualifiedName;

/// What a constant without a cast behind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bare {
    /// A value of the enum.
    Value,
    /// Something else, that only reads like the label.
    Other,
    /// One of these; the text alone does not say.
    Unclear,
}

/// A label that is renamed.
pub(crate) struct RenamedLabel<'a> {
    /// The enum.
    pub(crate) of: &'a QualifiedName,
    /// The old label.
    pub(crate) from: &'a str,
    /// The new label.
    pub(crate) to: &'a str,
}

/// Writes the new label wherever a constant is a value of the enum.
///
/// # Errors
///
/// There is a constant that may be one, or may be none.
pub(crate) fn with_label(sql: &str, label: &RenamedLabel<'_>, bare: Bare) -> Result<String, Unclear> {
    let mut text = String::new();
    let mut copied = 0;
    let mut pieces = Pieces { rest: sql };
    loop {
        pieces.skip();
        let start = sql.len() - pieces.rest.len();
        let Some(piece) = pieces.next() else { break };
        let Piece::Text(constant) = piece else { continue };
        let end = sql.len() - pieces.rest.len();
        let cast = type_behind(pieces.rest);
        let meaning = match cast {
            None => bare,
            Some(cast) if names(cast, label.of) => Bare::Value,
            Some(_) => Bare::Other,
        };
        // `'{a,b}'` is an array of them.
        let holds_label = constant.starts_with('{') && constant.contains(label.from);
        match meaning {
            Bare::Other => {}
            Bare::Unclear if constant == label.from || holds_label => return Err(Unclear),
            Bare::Value if holds_label => return Err(Unclear),
            Bare::Value if constant == label.from => {
                text.push_str(&sql[copied..start]);
                text.push_str(&literal(label.to));
                copied = end;
            }
            Bare::Value | Bare::Unclear => {}
        }
    }
    text.push_str(&sql[copied..]);
    Ok(text)
}

/// A constant of which the text does not say whether it is a value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unclear;

/// Tells whether every constant in the text that is compared with a value of the enum is one too: nothing is called, and
/// nothing cast to another type.
pub(crate) fn compares_only(sql: &str, of: &QualifiedName) -> bool {
    const NOT_CALLED: [&str; 8] = ["in", "any", "some", "all", "and", "or", "not", "when"];
    let mut pieces = Pieces { rest: sql };
    let mut last_word = "";
    while let Some(piece) = pieces.next() {
        let called = std::mem::take(&mut last_word);
        match piece {
            Piece::Word(word) if word.eq_ignore_ascii_case("cast") || word.eq_ignore_ascii_case("case") => {
                return false;
            }
            Piece::Word(word) => last_word = word,
            Piece::Other('(') if !called.is_empty() => {
                if !NOT_CALLED.iter().any(|known| called.eq_ignore_ascii_case(known)) {
                    return false;
                }
            }
            Piece::Name if pieces.rest.trim_start().starts_with('(') => return false,
            Piece::Other(':') => {
                let type_is_it = type_behind(&format!(":{}", pieces.rest)).is_none_or(|cast| names(cast, of));
                if !type_is_it {
                    return false;
                }
            }
            Piece::Text(_) | Piece::Name | Piece::Other(_) => {}
        }
    }
    true
}

/// Tells whether the text is one constant, and nothing else.
pub(crate) fn is_constant(sql: &str) -> bool {
    let mut pieces = Pieces { rest: sql };
    matches!(pieces.next(), Some(Piece::Text(_))) && pieces.next().is_none()
}

/// The name of the type that what stands before is cast to.
fn type_behind(rest: &str) -> Option<&str> {
    let name = rest.trim_start().strip_prefix("::")?.trim_start();
    let mut end = 0;
    let mut in_quotes = false;
    for c in name.chars() {
        if c == '"' {
            in_quotes = !in_quotes;
        } else if !(in_quotes || c.is_alphanumeric() || matches!(c, '_' | '$' | '.')) {
            break;
        }
        end += c.len_utf8();
    }
    Some(&name[..end])
}

/// Tells whether a type's name in a text is that of the enum, with its namespace or without.
fn names(written: &str, of: &QualifiedName) -> bool {
    written == of.to_string() || written == of.name.to_string() || {
        let written = written.to_ascii_lowercase();
        written == of.to_string() || written == of.name.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_replaced_where_they_are_values() {
        let of: QualifiedName = "public.mood".parse().unwrap();
        let label = RenamedLabel { of: &of, from: "a", to: "it's" };
        let cases = [
            ("mood = 'a'", Bare::Value, Ok("mood = 'it''s'")),
            ("mood = 'a'", Bare::Unclear, Err(Unclear)),
            ("mood = 'b'", Bare::Unclear, Ok("mood = 'b'")),
            ("note <> 'a'", Bare::Other, Ok("note <> 'a'")),
            (
                "mood = 'a'::public.mood OR x = 'a'::text",
                Bare::Unclear,
                Ok("mood = 'it''s'::public.mood OR x = 'a'::text"),
            ),
            ("'a' :: Mood", Bare::Other, Ok("'it''s' :: Mood")),
            ("'{a,b}'::public.mood[]", Bare::Other, Err(Unclear)),
            ("/* 'a' */ \"'a'\" = 'b'", Bare::Value, Ok("/* 'a' */ \"'a'\" = 'b'")),
        ];
        for (sql, bare, expected) in cases {
            assert_eq!(with_label(sql, &label, bare).as_deref(), expected.as_ref().copied(), "{sql}");
        }
    }

    #[test]
    fn what_compares_only_is_known() {
        let of: QualifiedName = "public.mood".parse().unwrap();
        for sql in ["mood IN ('a', 'b')", "NOT (mood = 'a')", "mood = ANY (ARRAY['a'::public.mood])"] {
            assert!(compares_only(sql, &of), "{sql}");
        }
        for sql in ["mood::text = 'a'", "lower(note) = 'a'", "CAST(mood AS text) = 'a'", "\"f\"(mood) = 'a'"] {
            assert!(!compares_only(sql, &of), "{sql}");
        }
    }
}
