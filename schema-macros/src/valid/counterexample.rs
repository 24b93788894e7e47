//! `counterexample = "amount = -1, unit = 'kg'"`: values that violate a CHECK.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan};
use syn::LitStr;

use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::mentions;
use crate::valid::sql::{Mistake, Place, check_tokens, parse_mistake, report, tokens};

/// Checks that the text is what could stand behind `UPDATE ... SET`.
pub(crate) fn counterexample(literal: &LitStr, columns: &Columns, errors: &mut Errors) {
    let text = literal.value();
    let mut mistakes = Vec::new();
    if text.trim().is_empty() {
        mistakes.push(Mistake::new("the counterexample is empty; write `column = value, ...`"));
    } else if text.contains('\0') {
        mistakes.push(Mistake::new("the SQL text has a NUL in it"));
    } else {
        match tokens(&text) {
            Ok(tokens) => assignments(&text, tokens, columns, &mut mistakes),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    for mistake in mistakes {
        report(literal, &text, &mistake, errors);
    }
}

fn assignments(text: &str, tokens: Vec<TokenWithSpan>, columns: &Columns, mistakes: &mut Vec<Mistake>) {
    check_tokens(&tokens, mistakes);
    if !mistakes.is_empty() {
        return;
    }
    let mut parser = Parser::new(&PostgreSqlDialect {}).with_tokens_with_locations(tokens);
    let parsed = parser.parse_comma_separated(Parser::parse_assignment).and_then(|assignments| {
        let next = parser.peek_token();
        if next.token == Token::EOF { Ok(assignments) } else { parser.expected("the end of the text", next) }
    });
    let assignments = match parsed {
        Ok(assignments) => assignments,
        Err(error) => return mistakes.push(parse_mistake(text, &error)),
    };
    let mut seen = Vec::new();
    for assignment in &assignments {
        mentions::columns(&assignment.value, Place::Counterexample, columns, mistakes);
        let Some(ident) = mentions::assigned(&assignment.target, columns, mistakes) else { continue };
        let column = mentions::folded(&ident);
        if seen.contains(&column) {
            let message = format!("`{column}` is given twice");
            mistakes.push(Mistake::at(ident.span.start, ident.value.chars().count(), message));
        }
        seen.push(column);
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn read(text: &str) -> Result<(), String> {
        let table: syn::ItemStruct = syn::parse_quote! {
            struct T { amount: i32, unit: String, user: String, data: Jsonb }
        };
        let field = |field: &syn::Field| {
            crate::ast::Field::new(field.ident.clone().expect("the fields are named"), field.ty.clone())
        };
        let columns = Columns::new("t".to_owned(), &table.fields.iter().map(field).collect::<Vec<_>>());
        let mut errors = Errors::default();
        counterexample(&LitStr::new(text, Span::call_site()), &columns, &mut errors);
        errors.into_compile_errors().map_or(Ok(()), |errors| Err(errors.to_string()))
    }

    #[test]
    fn values_of_columns_are_taken() {
        for text in [
            "amount = -1",
            "amount = -1, unit = 'kg'",
            "amount=NULL,unit = repeat('x', 201)",
            "data = '{\"a\": [1, 2]}'::jsonb, \"user\" = ''",
            "amount = amount + 1, unit = (amount)::text || ', '",
        ] {
            assert_eq!(read(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_postgresql_refuses_is_refused() {
        for (text, expected) in [
            ("", "is empty"),
            (" ", "is empty"),
            ("amount", "does not parse"),
            ("-1", "does not parse"),
            ("amount = -1,", "does not parse"),
            ("amount = -1 unit = 'kg'", "does not parse"),
            ("amount = -1 WHERE true", "does not parse"),
            ("amount == 1", "no operator `==`"),
            ("amount = 1; DROP TABLE t", "`;` would end"),
            ("amuont = 1", "did you mean `amount`?"),
            ("amount = uint", "did you mean `unit`?"),
            ("amount = 1, Amount = 2", "`amount` is given twice"),
            ("user = ''", "`user` is a reserved word"),
            ("t.amount = 1", "`t.amount` is no column's name alone"),
            ("(amount, unit) = (1, 'kg')", "a column at a time"),
            ("amount = (SELECT 1)", "subqueries in counterexamples"),
            ("amount = max(amount)", "aggregate functions in counterexamples"),
        ] {
            let errors = read(text).expect_err(text);
            assert!(errors.contains(expected), "{text}: {errors}");
        }
    }
}
