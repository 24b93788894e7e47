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
}

impl Place {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Place::Check => "CHECK constraints",
            Place::IndexPredicate => "index predicates",
            Place::IndexExpression => "index expressions",
            Place::Default => "defaults",
        }
    }

    pub(crate) fn is_index(self) -> bool {
        match self {
            Place::IndexPredicate | Place::IndexExpression => true,
            Place::Check | Place::Default => false,
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

fn tokens(text: &str) -> Result<Vec<TokenWithSpan>, Mistake> {
    Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location().map_err(|error| {
        Mistake::at(error.location, 1, format!("the SQL text does not parse: {}", uncapitalised(&error.message)))
    })
}

/// Finds what sqlparser takes and PostgreSQL does not, or reads otherwise.
fn check_tokens(tokens: &[TokenWithSpan], mistakes: &mut Vec<Mistake>) {
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
fn parse_mistake(text: &str, error: &ParserError) -> Mistake {
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
fn report(literal: &LitStr, text: &str, mistake: &Mistake, errors: &mut Errors) {
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
