//! SQL texts: whether they parse, and which columns they mention.
//!
//! sqlparser is a reader here, never the printer and never the only gate: it takes `a == 1` and bare `user`, which
//! PostgreSQL reads otherwise, so the tokens are looked at too. What passes is judged again by a server.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer, Whitespace};
use syn::LitStr;

use crate::ast::Sql;
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::mentions;

/// A text that has been read.
pub(crate) struct Expression {
    pub(crate) sql: String,
    /// Names of columns, each once, in the order of the first mention.
    pub(crate) columns: Vec<String>,
}

/// Where a text stands: what PostgreSQL refuses differs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Check,
    IndexPredicate,
    IndexExpression,
    Default,
    Generated,
    Counterexample,
    Using,
    Backfill,
}

impl Place {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Place::Check => "CHECK constraints",
            Place::IndexPredicate => "index predicates",
            Place::IndexExpression => "index expressions",
            Place::Default => "defaults",
            Place::Generated => "generated columns",
            Place::Counterexample => "counterexamples",
            Place::Using => "transform expressions",
            Place::Backfill => "backfills",
        }
    }

    /// Tells whether functions must be immutable here.
    pub(crate) fn must_be_immutable(self) -> bool {
        match self {
            Place::IndexPredicate | Place::IndexExpression | Place::Generated => true,
            Place::Check | Place::Default | Place::Counterexample | Place::Using | Place::Backfill => false,
        }
    }
}

/// Something wrong with a text.
pub(crate) struct Mistake {
    message: String,
    /// Where the caret goes, and how many letters it covers.
    mark: Option<(Location, usize)>,
}

impl Mistake {
    pub(crate) fn new(message: impl Into<String>) -> Mistake {
        Mistake { message: message.into(), mark: None }
    }

    pub(crate) fn at(location: Location, length: usize, message: impl Into<String>) -> Mistake {
        Mistake { message: message.into(), mark: Some((location, length)) }
    }
}

/// Reads the text; its mistakes are reported at the string literal, with a caret in the message.
pub(crate) fn read(sql: &Sql, place: Place, columns: &Columns, errors: &mut Errors) -> Expression {
    let text = sql.text.value();
    let mut mistakes = Vec::new();
    let mut names = Vec::new();
    if text.trim().is_empty() {
        mistakes.push(Mistake::new("the SQL text is empty"));
    } else if text.contains('\0') {
        mistakes.push(Mistake::new("the SQL text has a NUL in it"));
    } else if let Some(fields) = &sql.unparsed {
        columns.check(fields, "`columns(...)`", errors);
        names.extend(fields.iter().map(|field| columns.name_of(field).to_owned()));
        // What sqlparser cannot even split into tokens is left to the server.
        if let Ok(tokens) = tokens(&text) {
            check_tokens(&tokens, &mut mistakes);
            check_parentheses(&tokens, &mut mistakes);
        }
    } else {
        names = parse(&text, place, columns, &mut mistakes);
    }
    for mistake in mistakes {
        report(&sql.text, &text, &mistake, errors);
    }
    Expression { sql: text, columns: names }
}

fn parse(text: &str, place: Place, columns: &Columns, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let tokens = match tokens(text) {
        Ok(tokens) => tokens,
        Err(mistake) => {
            mistakes.push(mistake);
            return Vec::new();
        }
    };
    check_tokens(&tokens, mistakes);
    if !mistakes.is_empty() {
        return Vec::new();
    }
    let mut parser = Parser::new(&PostgreSqlDialect {}).with_tokens_with_locations(tokens);
    let parsed = parser.parse_expr().and_then(|expression| {
        let next = parser.peek_token();
        if next.token == Token::EOF { Ok(expression) } else { parser.expected("the end of the text", next) }
    });
    match parsed {
        Ok(expression) => mentions::columns(&expression, place, columns, mistakes),
        Err(error) => {
            mistakes.push(parse_mistake(text, &error));
            Vec::new()
        }
    }
}

pub(crate) fn tokens(text: &str) -> Result<Vec<TokenWithSpan>, Mistake> {
    Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location().map_err(|error| {
        Mistake::at(error.location, 1, format!("the SQL text does not parse: {}", uncapitalised(&error.message)))
    })
}

/// Finds what sqlparser takes and PostgreSQL does not, or reads otherwise.
pub(crate) fn check_tokens(tokens: &[TokenWithSpan], mistakes: &mut Vec<Mistake>) {
    for TokenWithSpan { token, span } in tokens {
        let (length, message) = match token {
            Token::DoubleEq => (2, "PostgreSQL has no operator `==`; write `=`"),
            Token::Spaceship => (3, "PostgreSQL has no operator `<=>`; write `IS NOT DISTINCT FROM`"),
            Token::Placeholder(name) => (name.chars().count(), "a parameter has no value here"),
            Token::SemiColon => (1, "`;` would end the statement that the text becomes a part of"),
            Token::Whitespace(Whitespace::SingleLineComment { .. }) => {
                (2, "a `--` comment would swallow what follows the text in its statement")
            }
            _ => continue,
        };
        mistakes.push(Mistake::at(span.start, length, message));
    }
}

fn check_parentheses(tokens: &[TokenWithSpan], mistakes: &mut Vec<Mistake>) {
    let mut open = Vec::new();
    for TokenWithSpan { token, span } in tokens {
        match token {
            Token::LParen => open.push(span.start),
            Token::RParen if open.pop().is_none() => {
                mistakes.push(Mistake::at(span.start, 1, "this parenthesis closes none"));
                return;
            }
            _ => {}
        }
    }
    if let Some(start) = open.pop() {
        mistakes.push(Mistake::at(start, 1, "this parenthesis is not closed"));
    }
}

/// Takes the location out of sqlparser's message, `Expected: ..., found: ... at Line: 1, Column: 9`.
pub(crate) fn parse_mistake(text: &str, error: &ParserError) -> Mistake {
    let message = match error {
        ParserError::ParserError(message) | ParserError::TokenizerError(message) => message.as_str(),
        ParserError::RecursionLimitExceeded => return Mistake::new("the SQL text is nested too deeply"),
    };
    let (what, location) = match message.rsplit_once(" at Line: ") {
        Some((what, place)) => (
            what,
            place
                .split_once(", Column: ")
                .and_then(|(line, column)| Some(Location { line: line.parse().ok()?, column: column.parse().ok()? })),
        ),
        None => (message, None),
    };
    let end = Location {
        line: text.lines().count().max(1) as u64,
        column: text.lines().last().map_or(0, |line| line.chars().count()) as u64 + 1,
    };
    let what = uncapitalised(what).replace("expected: ", "expected ").replace("found: EOF", "found the end");
    let what = what.replace("found: ", "found ");
    Mistake::at(
        location.filter(|place| place.line > 0).unwrap_or(end),
        1,
        format!("the SQL text does not parse: {what}"),
    )
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Reports the mistake with the line of SQL under it, because a span inside a string literal does not exist on stable.
pub(crate) fn report(literal: &LitStr, text: &str, mistake: &Mistake, errors: &mut Errors) {
    let marked = mistake.mark.and_then(|(location, length)| {
        let line = text.lines().nth(usize::try_from(location.line).ok()?.checked_sub(1)?)?;
        let column = usize::try_from(location.column).ok()?.checked_sub(1)?;
        // As wide as the text before it: a tab stays a tab.
        let before: String = line.chars().chain(std::iter::repeat(' ')).take(column).collect();
        let indent: String = before.chars().map(|letter| if letter == '\t' { '\t' } else { ' ' }).collect();
        Some(format!("\n    {line}\n    {indent}{}", "^".repeat(length.max(1))))
    });
    errors.spanned(literal, format!("{}{}", mistake.message, marked.unwrap_or_default()));
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn columns() -> Columns {
        let table: syn::ItemStruct = syn::parse_quote! {
            struct T { id: String, email: String, version: i32, status: String, data: Jsonb, starts: Date, ends: Date, user: String }
        };
        let field = |field: &syn::Field| {
            crate::ast::Field::new(field.ident.clone().expect("the fields are named"), field.ty.clone())
        };
        Columns::new("t".to_owned(), &table.fields.iter().map(field).collect::<Vec<_>>())
    }

    fn columns_of(text: &str, place: Place) -> Result<Vec<String>, String> {
        let mut errors = Errors::default();
        let sql = Sql { text: LitStr::new(text, Span::call_site()), unparsed: None };
        let expression = read(&sql, place, &columns(), &mut errors);
        errors.into_compile_errors().map_or(Ok(expression.columns), |errors| Err(errors.to_string()))
    }

    #[test]
    fn columns_are_found_in_what_postgresql_takes() {
        for (text, expected) in [
            ("version > 0", "version"),
            ("ends IS NULL OR ends >= starts", "ends starts"),
            ("(status = 'DRAFT') = (ends IS NULL)", "status ends"),
            ("status IN ('DRAFT', 'ACTIVE') AND status <> email", "status email"),
            ("status = ANY (ARRAY['DRAFT', 'ACTIVE'])", "status"),
            ("status = ANY ('{DRAFT,ACTIVE}'::text[])", "status"),
            ("email ~ '^[^@]+@[^@]+$' AND email !~* 'x'", "email"),
            ("length(trim(email)) BETWEEN 1 AND 200", "email"),
            ("char_length(btrim(email)) > 0", "email"),
            ("num_nonnulls(id, email) = 1", "id email"),
            ("jsonb_typeof(data) = 'object' AND data ? 'kind' AND data @> '{}'", "data"),
            ("data ->> 'kind' = 'a' AND data #>> '{a,b}' IS NOT NULL", "data"),
            ("(data -> 'a' ->> 'b')::int > version", "data version"),
            ("data['kind'] IS NOT NULL", "data"),
            ("CASE WHEN status = 'LIVE' THEN ends IS NOT NULL ELSE true END", "status ends"),
            ("CAST(version AS numeric) % 2 = 0", "version"),
            ("starts + INTERVAL '1 day' < ends", "starts ends"),
            ("extract(year FROM starts) > 2000", "starts"),
            ("starts IS DISTINCT FROM ends", "starts ends"),
            ("email IS NOT DISTINCT FROM id", "email id"),
            ("email LIKE '%@%' ESCAPE '!' AND email ILIKE 'a%' AND email NOT SIMILAR TO 'b'", "email"),
            ("email COLLATE \"C\" < id", "email id"),
            ("t.version > 0 AND T.Version < 9", "version"),
            ("\"user\" <> '' AND \"version\" > 0", "user version"),
            ("version > 0 /* positive */", "version"),
            ("coalesce(status, email, '') <> ''", "status email"),
            ("NOT (version = 1 AND status = 'X')", "version status"),
            ("daterange(starts, ends) && daterange('2020-01-01', NULL)", "starts ends"),
            ("(starts, ends) OVERLAPS (DATE '2020-01-01', DATE '2021-01-01')", "starts ends"),
            ("ROW(starts, ends) <= ROW(ends, ends)", "starts ends"),
            ("starts AT TIME ZONE 'UTC' > '2020-01-01'", "starts"),
            ("substring(email from 1 for 3) = 'abc' AND position('@' in email) > 1", "email"),
            ("email = E'a\\nb' OR email = $$dollar$$ OR email = U&'\\0061'", "email"),
            ("version IS NOT NULL AND (status = 'A') IS TRUE", "version status"),
            ("version NOTNULL", "version"),
            ("pg_catalog.lower(email) = email", "email"),
            ("version ^ 2 < 100 AND |/ version > 1 AND version # 1 = 0 AND ~ version < 0", "version"),
            ("current_user = 'x' OR current_date > starts", "starts"),
        ] {
            assert_eq!(
                columns_of(text, Place::Check).map(|columns| columns.join(" ")).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_postgresql_refuses_is_refused() {
        for (place, text, expected) in [
            (Place::Check, "version = 1; DROP TABLE t", "`;` would end"),
            (Place::Check, "version = $1", "a parameter"),
            (Place::Check, "version <=> 1", "IS NOT DISTINCT FROM"),
            (Place::Check, "EXISTS (SELECT 1)", "subqueries"),
            (Place::Check, "id = ANY (SELECT 'a')", "subqueries"),
            (Place::Check, "row_number() OVER () > 1", "window functions"),
            (Place::Check, "pg_catalog.count(*) > 1", "aggregate functions"),
            (Place::Check, "unnest(data) = 1", "return sets"),
            (Place::Check, "users.email = ''", "`users.email` is no column of `t`"),
            (Place::Check, "email = 'open", "does not parse"),
            (Place::Check, "  ", "empty"),
            (Place::IndexExpression, "current_date - starts", "not immutable"),
            (Place::Default, "gen_random_uuid()::text || status", "columns in defaults"),
            (Place::Default, "(SELECT 1)", "subqueries"),
        ] {
            let errors = columns_of(text, place).expect_err(text);
            assert!(errors.contains(expected), "{text}: {errors}");
        }
    }

    /// Valid SQL that needs `unparsed(...)`. When sqlparser learns one of them, its line goes.
    #[test]
    fn what_sqlparser_cannot_read_is_known() {
        for text in ["version BETWEEN SYMMETRIC 9 AND 1", "email IS OF (text)"] {
            assert!(columns_of(text, Place::Check).is_err(), "{text}");
        }
    }

    #[test]
    fn defaults_have_no_columns() {
        for text in
            ["gen_random_uuid()::text", "now()", "'DRAFT'", "0", "'{}'::jsonb", "current_timestamp", "ARRAY[]::text[]"]
        {
            assert_eq!(columns_of(text, Place::Default), Ok(Vec::new()), "{text}");
        }
    }
}
