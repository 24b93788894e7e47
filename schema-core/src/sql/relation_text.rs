//! Names of relations in SQL text that PostgreSQL has parsed: it keeps the relation itself, and prints it by its new name
//! once that is renamed.

use std::ops::Range;

use super::definition_text::atomic_body;
use super::literal;
use super::split::pieces;
use crate::ident::{Ident, QualifiedName};
use crate::types::PgType;

/// A relation, or a type, that is renamed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RenamedRelation<'a> {
    /// The old name.
    pub(crate) from: &'a QualifiedName,
    /// The new name.
    pub(crate) to: &'a QualifiedName,
    /// What else has that name.
    pub(crate) is: RelationKind,
}

/// Whether a name may be that of a type as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelationKind {
    /// A table or partition, whose rows have a type of its name.
    Table,
    /// A sequence, which has no type: one of that name is another object.
    Sequence,
    /// An enum or a domain, which is no relation: one of that name is another object.
    Type,
    /// A composite type, which is a relation without rows.
    CompositeType,
}

impl RelationKind {
    /// Whether a type has the name.
    pub(crate) fn is_type(self) -> bool {
        match self {
            RelationKind::Table | RelationKind::Type | RelationKind::CompositeType => true,
            RelationKind::Sequence => false,
        }
    }

    /// Whether rows may be read by the name.
    fn has_rows(self) -> bool {
        match self {
            RelationKind::Table | RelationKind::Sequence => true,
            RelationKind::Type | RelationKind::CompositeType => false,
        }
    }
}

/// Writes the new names where the text surely means these relations: by the name with its namespace, also as a type, and
/// in constants that PostgreSQL keeps as a relation or type. Other constants stay, as they do on the server.
pub(crate) fn with_relations(sql: &str, renamed: &[RenamedRelation<'_>]) -> String {
    let text = Text::of(sql);
    text.with(text.edits(renamed))
}

/// Does the same in a text about rows of one of these tables, where `t.*` is the whole row.
pub(crate) fn with_own_relation(sql: &str, own: &RenamedRelation<'_>) -> String {
    let text = Text::of(sql);
    let mut edits = text.edits(std::slice::from_ref(own));
    edits.extend(
        text.prefixes(&own.from.name).filter(|at| text.token(at + 2) == "*").map(|at| text.edit(at, &own.to.name)),
    );
    text.with(edits)
}

/// Does the same in the text of CREATE FUNCTION or CREATE PROCEDURE. In a body that PostgreSQL has parsed the columns of a
/// table without an alias stand behind its name. Where the text does not say whether a name is the table's or an alias,
/// the body stays as it is.
pub(crate) fn with_relations_in_routine(definition: &str, renamed: &[RenamedRelation<'_>]) -> String {
    let (head, body) = definition.split_at(definition.len() - atomic_body(definition).map_or(0, str::len));
    let text = Text::of(body);
    let columns: Option<Vec<Vec<Edit>>> = renamed.iter().map(|one| text.columns(one)).collect();
    let body = columns.map_or_else(
        || body.to_owned(),
        |columns| text.with(text.edits(renamed).into_iter().chain(columns.into_iter().flatten()).collect()),
    );
    format!("{}{body}", with_relations(head, renamed))
}

/// Tells whether the body of a routine, which PostgreSQL keeps as text, may name a type: the name stands where a type does,
/// and not a column or a variable.
pub(crate) fn may_name_type(body: &str, of: &QualifiedName) -> bool {
    let is_word = |token: &str| token.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '"');
    let is_behind_value = |token: &str| EXPRESSION_FOLLOWS.iter().any(|word| token.eq_ignore_ascii_case(word));
    // `x mood;`, `CAST(x AS mood)`, and `mood 'sad'`.
    let may_be = |before: &str, behind: &str| behind.starts_with('\'') || (is_word(before) && !is_behind_value(before));
    if names_type(&Text::of(body), of, may_be) {
        return true;
    }
    // EXECUTE runs a constant, and most constants are none for it: `'unknown mood'`.
    let constants = pieces(body).into_iter().map(|place| &body[place]);
    let mut constants = constants.filter_map(|token| token.strip_prefix('\'')?.strip_suffix('\''));
    let is_cast = |before: &str, _: &str| before.eq_ignore_ascii_case("as");
    constants.any(|constant| names_type(&Text::of(&constant.replace("''", "'")), of, is_cast))
}

/// Tells whether a type, or the type of arrays of it, stands behind its namespace or `::`, or where something else tells
/// from the tokens before and behind it.
fn names_type(text: &Text<'_>, of: &QualifiedName, may_be: impl Fn(&str, &str) -> bool) -> bool {
    let same = |token: &str, name: &Ident| {
        let plain = name.to_string();
        let quoted = format!("\"{}\"", name.as_str().replace('"', "\"\""));
        token == quoted || (!token.starts_with('"') && token.to_ascii_lowercase() == plain)
    };
    let array = Ident::new(&format!("_{}", of.name.as_str())).ok();
    let is_name = |token: &str| same(token, &of.name) || array.as_ref().is_some_and(|array| same(token, array));
    (0..text.tokens.len()).filter(|at| is_name(text.token(*at))).any(|at| {
        let (before, behind) = (text.before(at, 1), text.token(at + 1));
        match before {
            "." => same(text.before(at, 2), &of.namespace) && behind != "(",
            _ if behind == "." || behind == "(" => false,
            ":" => text.before(at, 2) == ":",
            _ => may_be(before, behind),
        }
    })
}

/// Words behind which an expression or a column stands, and no type.
const EXPRESSION_FOLLOWS: [&str; 33] = [
    "select",
    "distinct",
    "where",
    "and",
    "or",
    "not",
    "on",
    "by",
    "having",
    "set",
    "when",
    "then",
    "else",
    "case",
    "if",
    "elsif",
    "while",
    "return",
    "in",
    "like",
    "ilike",
    "between",
    "from",
    "using",
    "returning",
    "perform",
    "join",
    "is",
    "declare",
    "begin",
    "into",
    "for",
    "loop",
];

/// What is written in place of a part of the text.
type Edit = (Range<usize>, String);

/// A text and where its words, names, constants and signs stand.
struct Text<'a> {
    sql: &'a str,
    tokens: Vec<Range<usize>>,
}

impl<'a> Text<'a> {
    fn of(sql: &'a str) -> Text<'a> {
        Text { sql, tokens: pieces(sql) }
    }

    /// The token at a place; nothing behind the end.
    fn token(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |place| &self.sql[place.clone()])
    }

    /// The token so many places before another one.
    fn before(&self, at: usize, places: usize) -> &'a str {
        at.checked_sub(places).map_or("", |at| self.token(at))
    }

    fn is_before(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.before(at, 1).eq_ignore_ascii_case(word))
    }

    fn edit(&self, at: usize, name: &Ident) -> Edit {
        (self.tokens[at].clone(), name.to_string())
    }

    fn with(&self, mut edits: Vec<Edit>) -> String {
        edits.sort_by_key(|(place, _)| place.start);
        let (mut text, mut copied) = (String::new(), 0);
        for (place, name) in edits {
            text.push_str(&self.sql[copied..place.start]);
            text.push_str(&name);
            copied = place.end;
        }
        text.push_str(&self.sql[copied..]);
        text
    }

    fn edits(&self, renamed: &[RenamedRelation<'_>]) -> Vec<Edit> {
        let of = |one: &RenamedRelation<'_>| {
            let name = one.to.name.clone();
            let names = self.qualified(one).into_iter().map(|at| at + 2).chain(self.casts(one));
            names.map(|at| self.edit(at, &name)).chain(self.constants(one)).collect::<Vec<Edit>>()
        };
        renamed.iter().flat_map(of).collect()
    }

    /// Where the name stands with its namespace, and is neither called nor the name of a collation.
    fn qualified(&self, one: &RenamedRelation<'_>) -> Vec<usize> {
        let (namespace, name) = (one.from.namespace.to_string(), one.from.name.to_string());
        let is_it = |at: &usize| {
            let at = *at;
            let is_named = self.token(at) == namespace && self.token(at + 1) == "." && self.token(at + 2) == name;
            let is_called = || {
                let is_next = self.tokens.get(at + 3).is_some_and(|next| next.start == self.tokens[at + 2].end);
                is_next && self.token(at + 3) == "(" && !self.is_before(at, &["into"])
            };
            let may_be_it = || match one.is {
                RelationKind::Table => !self.is_before(at, &[".", "collate"]),
                RelationKind::Sequence => self.is_before(at, &["from", "join"]),
                RelationKind::Type | RelationKind::CompositeType => {
                    !self.is_before(at, &[".", "collate", "from", "join", "into", "update", "only"])
                }
            };
            is_named && may_be_it() && !is_called()
        };
        (0..self.tokens.len()).filter(is_it).collect()
    }

    /// Where something is cast to a type by the name without its namespace, as declarations may, and it is none of
    /// PostgreSQL's own.
    fn casts(&self, one: &RenamedRelation<'_>) -> Vec<usize> {
        let name = one.from.name.to_string();
        if one.is.has_rows() || name.parse().is_ok_and(|named: PgType| named.builtin().is_some()) {
            return Vec::new();
        }
        let is_cast = |at: &usize| {
            let is_type = self.before(*at, 1) == ":" && self.before(*at, 2) == ":" && self.token(at + 1) != ".";
            is_type && (self.token(*at) == name || self.token(*at).to_ascii_lowercase() == name)
        };
        (0..self.tokens.len()).filter(is_cast).collect()
    }

    /// Constants that PostgreSQL keeps as what they name: those of the types `regclass`, `regtype` and `regprocedure`, and
    /// those that functions on sequences take.
    fn constants(&self, one: &RenamedRelation<'_>) -> Vec<Edit> {
        let names_relation = |at: usize| {
            let cast = match self.token(at + 1) == ":" && self.token(at + 2) == ":" {
                true => Some(self.token(at + 3)),
                false => None,
            };
            match cast {
                Some("regclass") => one.is != RelationKind::Type,
                Some("regtype" | "regprocedure") => one.is.is_type(),
                Some(_) => false,
                None => {
                    one.is.has_rows()
                        && self.before(at, 1) == "("
                        && ["nextval", "currval", "setval"].contains(&self.before(at, 2))
                }
            }
        };
        let written = |at: usize| {
            if !names_relation(at) {
                return None;
            }
            let constant = self.token(at).strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
            let text = Text::of(&constant);
            let places = text.qualified(&RenamedRelation { is: RelationKind::Table, ..*one });
            // Quotes in an array would have to be escaped.
            let is_plain = !constant.starts_with('{') || !one.to.name.to_string().starts_with('"');
            (!places.is_empty() && is_plain)
                .then(|| literal(&text.with(places.iter().map(|at| text.edit(at + 2, &one.to.name)).collect())))
        };
        (0..self.tokens.len()).filter_map(|at| Some((self.tokens[at].clone(), written(at)?))).collect()
    }

    /// Where the bare name stands before a point.
    fn prefixes(&self, name: &Ident) -> impl Iterator<Item = usize> {
        let name = name.to_string();
        let is_prefix =
            move |at: &usize| self.token(*at) == name && self.token(at + 1) == "." && self.before(*at, 1) != ".";
        (0..self.tokens.len()).filter(is_prefix)
    }

    /// The new name where the old one stands before columns of the relation; nothing where that cannot be told.
    fn columns(&self, one: &RenamedRelation<'_>) -> Option<Vec<Edit>> {
        if !one.is.has_rows() {
            // No row is read from it.
            return Some(Vec::new());
        }
        let (from, to) = (one.from.name.to_string(), one.to.name.to_string());
        let named = self.qualified(one);
        let read: Vec<usize> = named.iter().copied().filter(|at| self.before(*at, 1) != ":").collect();
        let alias = |at: &usize| if self.token(at + 3).eq_ignore_ascii_case("as") { at + 4 } else { at + 3 };
        let aliases: Vec<usize> = read.iter().map(alias).filter(|at| self.token(*at) == from).collect();
        if aliases.len() == read.len() {
            return Some(Vec::new());
        }
        // Where one name stands for two PostgreSQL makes up an alias: `t_1`. Under the new name it may need one, too.
        let is_numbered = |token: &str| {
            let number = token.strip_prefix(&from).and_then(|rest| rest.strip_prefix('_'));
            number.is_some_and(|number| number.parse::<u32>().is_ok())
        };
        let mut tokens = (0..self.tokens.len()).map(|at| self.token(at));
        if tokens.any(|token| token == to || is_numbered(token)) {
            return None;
        }
        let prefixes: Vec<usize> = self.prefixes(&one.from.name).collect();
        let is_known = |at: &usize| prefixes.contains(at) || named.iter().any(|name| *at == name + 2);
        let is_something_else = |at: usize| self.token(at) == from && !is_known(&at);
        match prefixes.is_empty() || !(0..self.tokens.len()).any(is_something_else) {
            true => Some(prefixes.into_iter().map(|at| self.edit(at, &one.to.name)).collect()),
            false => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls with the rename of `public.t` to `public."U"`, of the sequence `public.s` to `public.z`, and of the type
    /// `public.m` to `public.n`.
    fn renamed<T>(call: impl Fn(&[RenamedRelation<'_>]) -> T) -> T {
        let name = |text: &str| -> QualifiedName { text.parse().unwrap() };
        let (from, to) = (name("public.t"), name("public.\"U\""));
        let (old, new) = (name("public.s"), name("public.z"));
        let (old_type, new_type) = (name("public.m"), name("public.n"));
        call(&[
            RenamedRelation { from: &from, to: &to, is: RelationKind::Table },
            RenamedRelation { from: &old, to: &new, is: RelationKind::Sequence },
            RenamedRelation { from: &old_type, to: &new_type, is: RelationKind::Type },
        ])
    }

    #[test]
    fn names_are_replaced_where_postgresql_keeps_the_relation() {
        let cases = [
            ("nextval('public.s'::regclass)", "nextval('public.z'::regclass)"),
            ("nextval('public.s')", "nextval('public.z')"),
            ("'public.t'::regclass::oid", "'public.\"U\"'::regclass::oid"),
            ("'public.t[]'::regtype", "'public.\"U\"[]'::regtype"),
            ("'public.t(public.t)'::regprocedure", "'public.t(public.\"U\")'::regprocedure"),
            ("'{public.s,public.k}'::regclass[]", "'{public.z,public.k}'::regclass[]"),
            ("public.t, public.t[], integer", "public.\"U\", public.\"U\"[], integer"),
            ("ROW(1, 2)::public.t", "ROW(1, 2)::public.\"U\""),
            ("m = 'a'::public.m OR 'm' :: M = ANY ('{}'::m[])", "m = 'a'::public.n OR 'm' :: n = ANY ('{}'::n[])"),
            ("p public.m DEFAULT 'm'::public.m[]", "p public.n DEFAULT 'm'::public.n[]"),
            ("'public.m[]'::regtype", "'public.n[]'::regtype"),
        ];
        for (sql, expected) in cases {
            assert_eq!(renamed(|renamed| with_relations(sql, renamed)), expected);
        }
    }

    #[test]
    fn other_names_and_texts_stay() {
        for sql in [
            "nextval('public.s'::text::regclass)",
            "nextval(('public.s'::text)::regclass)",
            "'public.t'::text",
            "'public.t'",
            "'{public.t}'::regclass[]",
            "app.public.t",
            "public.t(1)",
            "a COLLATE public.t",
            "public.tt",
            "x.t",
            "t",
            "t.*",
            "a::public.s",
            "public.\"T\"",
            "SELECT m FROM public.m",
            "a::app.m",
            "a::\"M\"",
            "nextval('public.m')",
            "'public.m'::regclass",
        ] {
            assert_eq!(renamed(|renamed| with_relations(sql, renamed)), sql);
        }
    }

    #[test]
    fn whole_rows_are_those_of_the_table() {
        let cases = [
            ("(t.* IS NOT NULL)", "(\"U\".* IS NOT NULL)"),
            ("hash_record(t.*) > (x.t * t)", "hash_record(\"U\".*) > (x.t * t)"),
            ("'t.*' = x.t.*", "'t.*' = x.t.*"),
        ];
        for (sql, expected) in cases {
            assert_eq!(renamed(|renamed| with_own_relation(sql, &renamed[0])), expected);
        }
    }

    #[test]
    fn a_body_names_a_type_where_types_stand() {
        let of: QualifiedName = "public.mood".parse().unwrap();
        for body in [
            "DECLARE x mood; BEGIN END",
            "DECLARE x CONSTANT Mood := 'a'; BEGIN END",
            "SELECT 'a'::mood",
            "SELECT 'a' :: public.\"mood\"[]",
            "SELECT CAST($1 AS mood)",
            "SELECT mood 'a'",
            "CREATE TABLE t (a mood)",
            "SELECT '{}'::_mood",
            "EXECUTE 'SELECT ''a''::mood'",
        ] {
            assert!(may_name_type(body, &of), "{body}");
        }
        for body in [
            "IF NEW.mood IS DISTINCT FROM OLD.mood THEN NEW.mood := 'a'; END IF",
            "SELECT id, mood FROM t WHERE mood = 'a' AND NOT mood > 'a' ORDER BY mood",
            "UPDATE t SET mood = 'a' WHERE x = mood",
            "SELECT mood.id FROM mood(1) -- a mood",
            "SELECT 'a mood', app.mood, \"Mood\" x, moods y",
            "DECLARE mood text; BEGIN RETURN mood; END",
        ] {
            assert!(!may_name_type(body, &of), "{body}");
        }
    }

    #[test]
    fn bodies_that_are_constants_stay() {
        let definition =
            "CREATE FUNCTION public.t(t public.t) RETURNS SETOF public.t LANGUAGE sql\nAS $$SELECT public.t$$";
        assert_eq!(
            renamed(|renamed| with_relations_in_routine(definition, renamed)),
            "CREATE FUNCTION public.t(t public.\"U\") RETURNS SETOF public.\"U\" LANGUAGE sql\nAS $$SELECT public.t$$"
        );
    }

    #[test]
    fn columns_in_bodies_stand_behind_the_table_or_its_alias() {
        let cases = [
            ("SELECT t.*::public.t FROM public.t", "SELECT \"U\".*::public.\"U\" FROM public.\"U\""),
            ("SELECT id FROM public.t WHERE id > 1", "SELECT id FROM public.\"U\" WHERE id > 1"),
            ("SELECT t.id, x.t FROM public.t t JOIN public.x", "SELECT t.id, x.t FROM public.\"U\" t JOIN public.x"),
            ("INSERT INTO public.t (id) VALUES (1)", "INSERT INTO public.\"U\" (id) VALUES (1)"),
            ("INSERT INTO public.t AS t (id) VALUES (t.id)", "INSERT INTO public.\"U\" AS t (id) VALUES (t.id)"),
            ("SELECT nextval('public.s'::regclass)", "SELECT nextval('public.z'::regclass)"),
            ("SELECT s.last_value FROM public.s", "SELECT z.last_value FROM public.z"),
            ("SELECT m.a FROM f() m(a public.m)", "SELECT m.a FROM f() m(a public.n)"),
        ];
        let routine =
            |body: &str| format!("CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC {body}; END");
        for (body, expected) in cases {
            assert_eq!(renamed(|renamed| with_relations_in_routine(&routine(body), renamed)), routine(expected));
        }
        for body in [
            "SELECT t.id FROM public.t WHERE EXISTS (SELECT FROM public.t t_1)",
            "SELECT t.id FROM app.x t WHERE EXISTS (SELECT FROM public.t)",
            "SELECT t.id FROM public.t JOIN public.x \"U\" ON true",
        ] {
            assert_eq!(renamed(|renamed| with_relations_in_routine(&routine(body), renamed)), routine(body));
        }
    }
}
