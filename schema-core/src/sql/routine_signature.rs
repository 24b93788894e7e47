//! What CREATE OR REPLACE does not change of a function or procedure, read from its text.

use super::split::pieces;
use crate::types::PgType;

/// What the text of CREATE FUNCTION or CREATE PROCEDURE says before the language and the body.
#[derive(Debug, PartialEq, Eq)]
struct Signature {
    is_procedure: bool,
    is_window: bool,
    arguments: Vec<Argument>,
    is_set: bool,
    /// What stands behind RETURNS; nothing for a procedure, and where arguments say it.
    returns: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
struct Argument {
    mode: Mode,
    name: Option<String>,
    pg_type: String,
    has_default: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    In,
    Out,
    InOut,
    Variadic,
}

impl Mode {
    fn is_input(self) -> bool {
        self != Mode::Out
    }

    fn is_output(self) -> bool {
        matches!(self, Mode::Out | Mode::InOut)
    }
}

/// Tells whether CREATE OR REPLACE makes one routine of the other, of the same name and with arguments of the same types.
/// PostgreSQL refuses that for another result, for other names of arguments that have one, and for fewer defaults.
///
/// <https://www.postgresql.org/docs/current/sql-createfunction.html>
pub(crate) fn can_be_replaced(from: &str, to: &str) -> bool {
    let (Some(from), Some(to)) = (signature(from), signature(to)) else { return false };
    let inputs =
        |of: &'_ Signature| -> usize { of.arguments.iter().filter(|argument| argument.mode.is_input()).count() };
    let defaults = |of: &Signature| of.arguments.iter().filter(|argument| argument.has_default).count();
    let old = from.arguments.iter().filter(|argument| argument.mode.is_input());
    let new = to.arguments.iter().filter(|argument| argument.mode.is_input());
    let mut pairs = old.zip(new);
    from.is_procedure == to.is_procedure
        && from.is_window == to.is_window
        && inputs(&from) == inputs(&to)
        && defaults(&from) <= defaults(&to)
        && from.is_set == to.is_set
        && from.result() == to.result()
        && pairs.all(|(old, new)| {
            (old.name.is_none() || old.name == new.name) && (old.mode == Mode::Variadic) == (new.mode == Mode::Variadic)
        })
}

/// Tells whether a call may mean either of two routines of one name while both are there: as many arguments may be given to
/// both, and one of them leaves some out, takes any number, or any type.
///
/// <https://www.postgresql.org/docs/current/typeconv-func.html>
pub(crate) fn may_be_confused(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (signature(one), signature(other)) else { return false };
    let is_open = |of: &Signature| {
        let mut inputs = of.arguments.iter().filter(|argument| argument.mode.is_input());
        inputs.any(|it| it.has_default || it.mode == Mode::Variadic || it.pg_type.trim().starts_with("any"))
    };
    let ((least, most), (other_least, other_most)) = (one.given(), other.given());
    (is_open(&one) || is_open(&other)) && least <= other_most && other_least <= most
}

/// The types of a routine's arguments and result, as they are written.
pub(crate) fn types_in_signature(definition: &str) -> Vec<String> {
    let Some(signature) = signature(definition) else { return Vec::new() };
    signature.arguments.into_iter().map(|argument| argument.pg_type).chain(signature.returns).collect()
}

/// What stands behind a routine's own name: its arguments and all that follows.
pub(crate) fn behind_name(definition: &str) -> &str {
    definition.find('(').map_or("", |at| &definition[at..])
}

impl Signature {
    /// How many arguments a call gives at least, and at most.
    fn given(&self) -> (usize, usize) {
        let inputs = || self.arguments.iter().filter(|argument| argument.mode.is_input());
        let needed = inputs().filter(|argument| !argument.has_default && argument.mode != Mode::Variadic).count();
        let is_variadic = inputs().any(|argument| argument.mode == Mode::Variadic);
        (needed, if is_variadic { usize::MAX } else { inputs().count() })
    }

    /// One output is the result, whatever it is called; several are a row of these columns, as any of a procedure are.
    fn result(&self) -> Vec<(Option<&str>, &str)> {
        let outputs: Vec<&Argument> = self.arguments.iter().filter(|argument| argument.mode.is_output()).collect();
        match outputs.as_slice() {
            [] => self.returns.iter().map(|pg_type| (None, pg_type.as_str())).collect(),
            [output] if !self.is_procedure => vec![(None, output.pg_type.as_str())],
            outputs => outputs.iter().map(|output| (output.name.as_deref(), output.pg_type.as_str())).collect(),
        }
    }
}

/// Reads a signature; nothing where the text is none.
fn signature(definition: &str) -> Option<Signature> {
    let tokens = tokens(definition);
    let is_procedure = tokens.get(1)?.eq_ignore_ascii_case("procedure");
    let open = tokens.iter().position(|token| *token == "(")?;
    let close = open + closing(&tokens[open..])?;
    let mut arguments = arguments(definition, &tokens[open + 1..close], Mode::In)?;
    let rest = &tokens[close + 1..];
    let header: Vec<&str> = rest.iter().take_while(|token| !is_body(token)).copied().collect();
    let is_window = header.iter().any(|token| token.eq_ignore_ascii_case("window"));
    let (mut is_set, mut returns) = (false, None);
    if header.first().is_some_and(|token| token.eq_ignore_ascii_case("returns")) {
        let mut result = &header[1..];
        if result.first()?.eq_ignore_ascii_case("setof") {
            (is_set, result) = (true, &result[1..]);
        }
        if result.first()?.eq_ignore_ascii_case("table") && result.get(1) == Some(&"(") {
            let end = 1 + closing(&result[1..])?;
            arguments.extend(self::arguments(definition, &result[2..end], Mode::Out)?);
            is_set = true;
        } else {
            let end = result.iter().position(|token| is_clause(token)).unwrap_or(result.len());
            returns = Some(type_text(definition, &result[..end])?);
        }
    }
    Some(Signature { is_procedure, is_window, arguments, is_set, returns })
}

fn tokens(definition: &str) -> Vec<&str> {
    pieces(definition).into_iter().map(|place| &definition[place]).collect()
}

/// The place of what closes the parenthesis that the tokens begin with.
fn closing(tokens: &[&str]) -> Option<usize> {
    let mut depth = 0;
    tokens.iter().position(|token| {
        match *token {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

fn arguments(definition: &str, tokens: &[&str], default: Mode) -> Option<Vec<Argument>> {
    let mut depth = 0;
    let parts = tokens.split(|token| {
        match *token {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
        depth == 0 && *token == ","
    });
    parts.filter(|part| !part.is_empty()).map(|part| argument(definition, part, default)).collect()
}

fn argument(definition: &str, tokens: &[&str], default: Mode) -> Option<Argument> {
    let is_default = |token: &&str| token.eq_ignore_ascii_case("default") || matches!(*token, "=" | ":");
    let end = tokens.iter().position(is_default);
    let mut mode = None;
    let mut rest: Vec<&str> = Vec::new();
    for token in &tokens[..end.unwrap_or(tokens.len())] {
        let word = token.to_ascii_lowercase();
        mode = match (word.as_str(), mode) {
            ("out", Some(Mode::In)) | ("inout", None) if rest.len() < 2 => Some(Mode::InOut),
            ("in", None) if rest.len() < 2 => Some(Mode::In),
            ("out", None) if rest.len() < 2 => Some(Mode::Out),
            ("variadic", None) if rest.len() < 2 => Some(Mode::Variadic),
            _ => {
                rest.push(token);
                mode
            }
        };
    }
    let is_builtin = |tokens: &[&str]| {
        slice(definition, tokens)
            .and_then(|text| text.parse::<PgType>().ok())
            .is_some_and(|pg_type| pg_type.builtin().is_some())
    };
    let is_unnamed = rest.len() < 2 || matches!(rest[1], "." | "[") || is_builtin(&rest);
    let name = (!is_unnamed).then(|| name_text(rest[0]));
    let pg_type = type_text(definition, if is_unnamed { &rest } else { &rest[1..] })?;
    Some(Argument { mode: mode.unwrap_or(default), name, pg_type, has_default: end.is_some() })
}

/// The text from the first token to the last one.
fn slice<'a>(definition: &'a str, tokens: &[&'a str]) -> Option<&'a str> {
    let at = |token: &str| token.as_ptr() as usize - definition.as_ptr() as usize;
    let (first, last) = (tokens.first()?, tokens.last()?);
    definition.get(at(first)..at(last) + last.len())
}

/// A type under one name, whatever it is written as.
fn type_text(definition: &str, tokens: &[&str]) -> Option<String> {
    let text = slice(definition, tokens)?;
    let lower = |token: &&str| if token.starts_with('"') { (*token).to_owned() } else { token.to_lowercase() };
    Some(match text.parse::<PgType>() {
        Ok(pg_type) => pg_type.to_string(),
        Err(_) => tokens.iter().map(lower).collect::<Vec<_>>().join(" "),
    })
}

fn name_text(token: &str) -> String {
    match token.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        Some(name) => name.replace("\"\"", "\""),
        None => token.to_lowercase(),
    }
}

fn is_body(token: &str) -> bool {
    ["as", "begin", "return"].contains(&token.to_ascii_lowercase().as_str())
}

/// The words that the clauses behind the result begin with.
fn is_clause(token: &str) -> bool {
    const CLAUSES: &[&str] = &[
        "called",
        "cost",
        "external",
        "immutable",
        "language",
        "leakproof",
        "not",
        "parallel",
        "returns",
        "rows",
        "security",
        "set",
        "stable",
        "strict",
        "support",
        "transform",
        "volatile",
        "window",
    ];
    CLAUSES.contains(&token.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_may_mean_either_are_told() {
        for (one, other, expected) in [
            ("f(a int)", "f(a int, b int DEFAULT 0)", true),
            ("f(a int)", "f(a int, b int)", false),
            ("f(a int)", "f(a bigint)", false),
            ("f(a int, b text = 'x')", "f(a int, b int DEFAULT 3)", true),
            ("f(a int, b int DEFAULT 0)", "f(a int, b int, c int)", false),
            ("f(a anyelement)", "f(a anyarray)", true),
            ("f(a int, VARIADIC b int[])", "f(a int, b int, c int)", true),
            ("f(a int, VARIADIC b int[])", "f()", false),
            ("f(a int, OUT b int)", "f(a int, OUT b int, c int)", false),
        ] {
            let function = |text: &str| format!("CREATE FUNCTION public.{text} RETURNS int LANGUAGE sql AS 'SELECT 1'");
            assert_eq!(may_be_confused(&function(one), &function(other)), expected, "{one} and {other}");
            assert_eq!(may_be_confused(&function(other), &function(one)), expected, "{other} and {one}");
        }
    }

    #[test]
    fn what_or_replace_takes_is_told_from_what_it_refuses() {
        let cases = [
            // Another body, other spaces, another spelling of a type or name.
            ("f(a int) RETURNS int", "f( A  integer )  RETURNS int4 IMMUTABLE", true),
            ("f(\"a\" text[]) RETURNS varchar", "f(a text ARRAY) RETURNS character varying", true),
            ("f(int, /* of */ text) RETURNS double precision", "f(a int, b text) RETURNS float8", true),
            ("f(a IN int) RETURNS SETOF public.t", "f(IN a int) RETURNS SETOF public.t", true),
            // A name of an argument that has one.
            ("f(a int) RETURNS int", "f(b int) RETURNS int", false),
            ("f(a int) RETURNS int", "f(int) RETURNS int", false),
            ("f(a double precision) RETURNS int", "f(double precision) RETURNS int", false),
            // A default more, another one, one less.
            ("f(a int) RETURNS int", "f(a int DEFAULT 1) RETURNS int", true),
            ("f(a int = 1) RETURNS int", "f(a int := least(2, 3)) RETURNS int", true),
            ("f(a int DEFAULT 1) RETURNS int", "f(a int) RETURNS int", false),
            // Another result.
            ("f() RETURNS int", "f() RETURNS bigint", false),
            ("f() RETURNS int", "f() RETURNS SETOF int", false),
            ("f(OUT a int) RETURNS int", "f(OUT b int)", true),
            ("f(a int) RETURNS int", "f(INOUT a int)", true),
            ("f(OUT a int, OUT b int)", "f(OUT a int, OUT c int)", false),
            ("f(OUT a int, OUT b int)", "f(OUT a integer, b OUT int4) RETURNS record", true),
            ("f() RETURNS TABLE (a int, b text)", "f(OUT a int, OUT b text) RETURNS SETOF record", true),
            ("f() RETURNS TABLE (a int, b text)", "f() RETURNS TABLE (a int, c text)", false),
            ("f(VARIADIC a int[]) RETURNS int", "f(a int[]) RETURNS int", false),
            ("f() RETURNS int", "f() RETURNS int WINDOW", false),
        ];
        let function = |text: &str| format!("CREATE FUNCTION public.{text} LANGUAGE sql AS 'SELECT $1 -- window'");
        for (from, to, expected) in cases {
            assert_eq!(can_be_replaced(&function(from), &function(to)), expected, "{from} to {to}");
        }
        let procedure = |arguments| format!("CREATE PROCEDURE p({arguments}) LANGUAGE sql AS ''");
        assert!(can_be_replaced(&procedure("a int, INOUT b int"), &procedure("a  int, IN OUT b int")));
        assert!(!can_be_replaced(&procedure("OUT a int"), &procedure("OUT b int")));
    }
}
