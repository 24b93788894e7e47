//! SQL texts as the derive reads them: what it would take for another column, or not take at all, is not read here either.

use std::ops::ControlFlow;

use schema_core::import::Reading;
use sqlparser::ast::{Expr, Function, FunctionArguments, Ident, Query, Visit, Visitor};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, Whitespace};

/// Reads a text over columns of these names.
pub(in crate::commands) fn read(text: &str, columns: &[&str]) -> Reading {
    let Ok(tokens) = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location() else {
        // The derive leaves it to the server, and so does this.
        return Reading::Unparsed;
    };
    if let Some(because) = tokens.iter().find_map(|token| refusal(&token.token)) {
        return Reading::Refused(because.to_owned());
    }
    if !are_closed(&tokens) {
        return Reading::Refused("the derive finds a parenthesis in it that has no other".to_owned());
    }
    let mut parser = Parser::new(&PostgreSqlDialect {}).with_tokens_with_locations(tokens);
    let Ok(expression) = parser.parse_expr() else { return Reading::Unparsed };
    if parser.peek_token().token != Token::EOF {
        return Reading::Unparsed;
    }
    let mut reader = Reader { columns, mentioned: Vec::new() };
    match expression.visit(&mut reader) {
        ControlFlow::Break(()) => Reading::Unparsed,
        ControlFlow::Continue(()) => {
            let mut mentioned = reader.mentioned;
            mentioned.sort_by_key(|(place, _)| *place);
            let mut names: Vec<String> = Vec::new();
            for (_, name) in mentioned {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Reading::Plain(names)
        }
    }
}

/// What the derive takes nowhere.
fn refusal(token: &Token) -> Option<&'static str> {
    Some(match token {
        Token::DoubleEq => "the derive takes its operator == for a slip",
        Token::Spaceship => "the derive takes its operator <=> for a slip",
        Token::Placeholder(_) => "the derive takes a part of it for a parameter",
        Token::SemiColon => "the derive refuses its semicolon",
        Token::Whitespace(Whitespace::SingleLineComment { .. }) => "the derive refuses its comment",
        _ => return None,
    })
}

fn are_closed(tokens: &[TokenWithSpan]) -> bool {
    let mut depth = 0_usize;
    for TokenWithSpan { token, .. } in tokens {
        match token {
            Token::LParen => depth += 1,
            Token::RParen if depth == 0 => return false,
            Token::RParen => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

struct Reader<'a> {
    columns: &'a [&'a str],
    mentioned: Vec<((u64, u64), String)>,
}

impl Visitor for Reader<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        ControlFlow::Break(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::Identifier(ident) => self.identifier(ident),
            Expr::CompoundIdentifier(_) | Expr::CompoundFieldAccess { .. } => ControlFlow::Break(()),
            Expr::Function(function) => self.function(function),
            _ => ControlFlow::Continue(()),
        }
    }
}

impl Reader<'_> {
    /// PostgreSQL prints the name of a column as it is, or in quotes: whatever else stands there is none.
    fn identifier(&mut self, ident: &Ident) -> ControlFlow<()> {
        let name = match ident.quote_style {
            Some(_) => ident.value.clone(),
            None => ident.value.to_ascii_lowercase(),
        };
        if !self.columns.contains(&name.as_str()) {
            return ControlFlow::Break(());
        }
        let start = ident.span.start;
        self.mentioned.push(((start.line, start.column), name));
        ControlFlow::Continue(())
    }

    /// A function without parentheses, of which a column has the name, is for the server.
    fn function(&self, function: &Function) -> ControlFlow<()> {
        let name = function.name.to_string().to_ascii_lowercase();
        match function.args {
            FunctionArguments::None if self.columns.contains(&name.as_str()) => ControlFlow::Break(()),
            _ if function.over.is_some() => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_as_postgresql_prints_them_are_read() {
        let columns = ["a", "b", "Kind", "user", "during"];
        let plain = |names: &[&str]| Reading::Plain(names.iter().map(|name| (*name).to_owned()).collect());
        for (text, expected) in [
            ("((a > 0) AND (b IS NOT NULL))", plain(&["a", "b"])),
            ("(\"Kind\" = ANY (ARRAY['x'::text, 'y'::text]))", plain(&["Kind"])),
            ("(\"user\" <> CURRENT_USER)", plain(&["user"])),
            ("lower(b)", plain(&["b"])),
            ("'a'::character varying", plain(&[])),
            ("(checked.* IS NOT NULL)", plain(&[])),
            ("((a).city = 'x'::text)", Reading::Unparsed),
            ("(a IS DOCUMENT)", Reading::Unparsed),
            ("(unknown > 0)", Reading::Unparsed),
            ("(a OPERATOR(public.==) b)", Reading::Refused("the derive takes its operator == for a slip".to_owned())),
            ("(a = ';'::text)", plain(&["a"])),
        ] {
            assert_eq!(read(text, &columns), expected, "{text}");
        }
    }
}
