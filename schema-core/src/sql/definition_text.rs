//! What can be told from the text of CREATE FUNCTION and CREATE TRIGGER without parsing it as a whole.

use std::borrow::Cow;
use std::ops::Range;

use super::routine_signature::behind_name;
use crate::ident::QualifiedName;

/// Writes `CREATE OR REPLACE` in place of `CREATE`.
pub(super) fn or_replace(definition: &str) -> String {
    format!("CREATE OR REPLACE{}", &definition["CREATE".len()..])
}

/// The body of a function: the string constant behind the word AS. Nothing where the definition has none (`BEGIN ATOMIC`),
/// two (a C function), or one whose escapes would have to be read.
pub(crate) fn body(definition: &str) -> Option<String> {
    Some(body_and_place(definition)?.0)
}

fn body_and_place(definition: &str) -> Option<(String, Range<usize>)> {
    let mut pieces = Pieces { rest: definition };
    let mut found = None;
    let mut after_as = false;
    loop {
        let start = definition.len() - pieces.rest.len();
        let Some(piece) = pieces.next() else { break };
        match piece {
            Piece::Text(text) if after_as => {
                found = Some((text, start..definition.len() - pieces.rest.len()));
                after_as = false;
            }
            Piece::Word(word) => after_as = word.eq_ignore_ascii_case("as"),
            Piece::Other(',') if found.is_some() => return None,
            Piece::Text(_) | Piece::Name | Piece::Other(_) => after_as = false,
        }
    }
    found
}

/// The part of a function's text that PostgreSQL reads when it makes the function: all but a body that is a constant.
pub fn parsed_text(definition: &str) -> String {
    match body_and_place(definition) {
        Some((_, place)) => format!("{} {}", &definition[..place.start], &definition[place.end..]),
        None => definition.to_owned(),
    }
}

/// The part of it in which PostgreSQL finds what the function needs: behind its own name, with the arguments' defaults.
pub(crate) fn text_with_needs(definition: &str) -> String {
    behind_name(&parsed_text(definition)).to_owned()
}

/// Tells whether a text has a name in it as a word, in quotes or without.
pub fn mentions(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part))
}

/// Tells whether a text calls a routine of the name, in quotes or without, in its namespace or without one.
pub(crate) fn calls(text: &str, routine: &QualifiedName) -> bool {
    let name = routine.name.as_str();
    let (text, name) = match name == name.to_lowercase() {
        // Without quotes PostgreSQL reads capitals as small letters.
        true => (Cow::Owned(text.to_lowercase()), name),
        false => (Cow::Borrowed(text), name),
    };
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].strip_suffix('"').unwrap_or(&text[..at]);
        let behind = &text[at + name.len()..];
        let behind = behind.strip_prefix('"').unwrap_or(behind).trim_start();
        let is_of_namespace = match before.trim_end().strip_suffix('.') {
            Some(namespace) => {
                let namespace = namespace.trim_end();
                let namespace = namespace.strip_suffix('"').unwrap_or(namespace);
                let rest = namespace.strip_suffix(&*routine.namespace.as_str().to_lowercase());
                rest.is_some_and(|rest| !rest.ends_with(is_part))
            }
            None => !before.ends_with(is_part),
        };
        behind.starts_with('(') && is_of_namespace
    })
}

/// Tells whether a text casts something to a type of the name, in its namespace or without one.
pub(crate) fn casts_to(text: &str, pg_type: &QualifiedName) -> bool {
    let name = pg_type.name.as_str();
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    text.match_indices(name).any(|(at, _)| {
        let mut before = text[..at].strip_suffix('"').unwrap_or(&text[..at]);
        if let Some(namespace) = before.strip_suffix('.') {
            before = namespace.trim_end_matches(|c| is_part(c) || c == '"');
        }
        let before = before.trim_end();
        let is_cast = before.ends_with("::") || before.to_lowercase().ends_with(" as");
        is_cast && !text[at + name.len()..].starts_with(is_part)
    })
}

/// Tells whether PostgreSQL parses the body when it makes the function, and so knows what the function calls.
pub fn is_parsed_at_once(definition: &str) -> bool {
    atomic_body(definition).is_some()
}

/// The body that PostgreSQL parses when it makes the function: `BEGIN ATOMIC ...` or `RETURN ...`.
pub(super) fn atomic_body(definition: &str) -> Option<&str> {
    let mut pieces = Pieces { rest: definition };
    loop {
        let rest = pieces.rest;
        if let Piece::Word(word) = pieces.next()?
            && (word.eq_ignore_ascii_case("begin") || word.eq_ignore_ascii_case("return"))
        {
            return Some(rest);
        }
    }
}

/// `pg_trigger.tgtype` of a trigger's definition.
///
/// <https://www.postgresql.org/docs/current/catalog-pg-trigger.html>
pub(super) fn trigger_type(definition: &str) -> u16 {
    let mut bits = 0;
    let mut pieces = Pieces { rest: definition };
    let mut before_table = true;
    let mut last = String::new();
    while let Some(piece) = pieces.next() {
        let Piece::Word(word) = piece else { continue };
        let word = word.to_ascii_lowercase();
        bits |= match (word.as_str(), before_table) {
            ("before", true) => 2,
            ("insert", true) => 4,
            ("delete", true) => 8,
            ("update", true) => 16,
            ("truncate", true) => 32,
            ("instead", true) => 64,
            ("row", false) if last == "each" || last == "for" => 1,
            _ => 0,
        };
        before_table = before_table && word != "on";
        last = word;
    }
    bits
}

/// Tells whether a trigger fires for each row, and not once a statement.
pub fn is_row_trigger(definition: &str) -> bool {
    trigger_type(definition) & 1 == 1
}

/// Tells whether it is `CREATE CONSTRAINT TRIGGER`, which knows no OR REPLACE.
pub(crate) fn is_constraint_trigger(definition: &str) -> bool {
    let second = definition.split_whitespace().nth(1);
    second.is_some_and(|word| word.eq_ignore_ascii_case("constraint"))
}

/// What SQL text consists of, as far as it matters here.
pub(super) enum Piece<'a> {
    Word(&'a str),
    /// A string constant without escapes, unquoted.
    Text(String),
    /// A quoted name, or a string constant with escapes.
    Name,
    Other(char),
}

pub(super) struct Pieces<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Pieces<'a> {
    /// Passes over spaces and comments.
    pub(super) fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if let Some(comment) = self.rest.strip_prefix("--") {
                self.rest = comment.find('\n').map_or("", |end| &comment[end..]);
            } else if let Some(comment) = self.rest.strip_prefix("/*") {
                self.rest = behind_comment(comment);
            } else {
                break;
            }
        }
    }

    pub(super) fn next(&mut self) -> Option<Piece<'a>> {
        self.skip();
        let first = self.rest.chars().next()?;
        if first == '\'' || first == '"' {
            let text = self.quoted(first);
            return Some(if first == '\'' { Piece::Text(text) } else { Piece::Name });
        }
        if first == '$'
            && let Some(text) = self.dollar_quoted()
        {
            return Some(Piece::Text(text));
        }
        if first.is_alphabetic() || first == '_' {
            let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
            let (word, rest) = self.rest.split_at(end);
            self.rest = rest;
            if word.eq_ignore_ascii_case("e") && rest.starts_with('\'') {
                self.quoted_with_escapes();
                return Some(Piece::Name);
            }
            return Some(Piece::Word(word));
        }
        self.rest = &self.rest[first.len_utf8()..];
        Some(Piece::Other(first))
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        let mut rest = &self.rest[1..];
        while let Some(end) = rest.find(quote) {
            text.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            if !rest.starts_with(quote) {
                break;
            }
            text.push(quote);
            rest = &rest[1..];
        }
        self.rest = rest;
        text
    }

    fn quoted_with_escapes(&mut self) {
        let mut escaped = false;
        let mut end = self.rest.len();
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '\'' => {
                    end = at + 1;
                    break;
                }
                _ => {}
            }
        }
        self.rest = &self.rest[end..];
    }

    fn dollar_quoted(&mut self) -> Option<String> {
        let end = self.rest[1..].find('$')? + 2;
        let tag = &self.rest[..end];
        if !tag[1..end - 1].chars().all(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let rest = &self.rest[end..];
        let length = rest.find(tag)?;
        let text = rest[..length].to_owned();
        self.rest = &rest[length + end..];
        Some(text)
    }
}

/// What stands behind a comment, which may hold others.
fn behind_comment(mut text: &str) -> &str {
    let mut depth = 1;
    while depth > 0 {
        let Some(at) = text.find(['*', '/']) else { return "" };
        let found = &text[at..];
        (text, depth) = match found {
            _ if found.starts_with("*/") => (&found[2..], depth - 1),
            _ if found.starts_with("/*") => (&found[2..], depth + 1),
            _ => (&found[1..], depth),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_found() {
        let cases = [
            ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT ''1'''", Some("SELECT '1'")),
            ("CREATE FUNCTION f(a text DEFAULT 'as') RETURNS int\n AS $x$ $y$ $x$ LANGUAGE sql", Some(" $y$ ")),
            ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$as 'x'$$ SET search_path = ''", Some("as 'x'")),
            ("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1 AS \"as\"; END", None),
            ("CREATE FUNCTION f() RETURNS int AS 'file', 'symbol' LANGUAGE c", None),
            ("CREATE FUNCTION f() RETURNS int AS E'SELECT \\'1' LANGUAGE sql", None),
            ("CREATE FUNCTION f() /* AS 'no' */ RETURNS int -- AS 'no'\n AS 'yes' LANGUAGE sql", Some("yes")),
        ];
        for (definition, expected) in cases {
            assert_eq!(body(definition).as_deref(), expected, "{definition}");
        }
    }

    #[test]
    fn what_is_parsed_at_once_is_all_but_the_body() {
        let quoted = "CREATE FUNCTION f(users) RETURNS int AS 'SELECT ''x'' FROM t' LANGUAGE sql";
        assert_eq!(parsed_text(quoted), "CREATE FUNCTION f(users) RETURNS int AS  LANGUAGE sql");
        let atomic = "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM t)";
        assert_eq!(parsed_text(atomic), atomic);
    }

    #[test]
    fn calls_are_told_from_other_names() {
        let routine = "public.is_it".parse().unwrap();
        for text in ["is_it(a)", "a > 0 AND public.is_it (a)", "\"public\".\"is_it\"(a)", "PUBLIC.Is_It(a)"] {
            assert!(calls(text, &routine), "{text}");
        }
        for text in ["is_it > 0", "app.is_it(a)", "is_it_not(a)", "this_is_it(a)", "my_public.is_it(a)"] {
            assert!(!calls(text, &routine), "{text}");
        }
    }

    #[test]
    fn casts_are_told_from_other_names() {
        let pg_type = "public.mood".parse().unwrap();
        for text in ["'x'::mood", "a = 'x'::public.mood", "CAST(a AS public.\"mood\")", "a::mood[]"] {
            assert!(casts_to(text, &pg_type), "{text}");
        }
        for text in ["mood = 'x'", "a::moods", "'mood'", "public.mood(a)"] {
            assert!(!casts_to(text, &pg_type), "{text}");
        }
    }

    #[test]
    fn tables_are_looked_for_where_they_are_locked() {
        let atomic =
            "CREATE FUNCTION f(a users) RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM public.\"t\")";
        let body = atomic_body(atomic).unwrap();
        assert!(mentions(body, "t") && !mentions(body, "users") && !mentions(body, "coun"));
        assert_eq!(atomic_body("CREATE FUNCTION f() RETURNS int AS 'BEGIN RETURN 1; END' LANGUAGE plpgsql"), None);
    }

    #[test]
    fn the_type_of_a_trigger_is_told_from_its_text() {
        let on = |rest: &str| trigger_type(&format!("CREATE TRIGGER {rest}"));
        assert_eq!(on("t BEFORE INSERT OR UPDATE OF a ON public.t FOR EACH ROW EXECUTE FUNCTION f()"), 1 | 2 | 4 | 16);
        assert_eq!(on("\"before\" AFTER DELETE ON t EXECUTE FUNCTION f('row')"), 8);
        assert_eq!(on("t AFTER TRUNCATE ON t FOR EACH STATEMENT EXECUTE FUNCTION f()"), 32);
        assert_eq!(on("t INSTEAD OF INSERT ON v FOR ROW EXECUTE FUNCTION f()"), 1 | 4 | 64);
    }

    #[test]
    fn constraint_triggers_are_known() {
        assert!(is_constraint_trigger("CREATE  CONSTRAINT TRIGGER t AFTER INSERT ON t EXECUTE FUNCTION f()"));
        assert!(!is_constraint_trigger("CREATE TRIGGER \"constraint\" AFTER INSERT ON t EXECUTE FUNCTION f()"));
        assert_eq!(or_replace("CREATE TRIGGER t"), "CREATE OR REPLACE TRIGGER t");
    }
}
