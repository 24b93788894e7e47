//! SQL text: `"..."` or `unparsed("...", columns(a, b))`.

use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token, parenthesized};

use crate::ast::Sql;
use crate::attr::list::{any_ident, field_list};

/// Reads SQL text.
pub(crate) fn sql(input: ParseStream) -> syn::Result<Sql> {
    if !peeks_unparsed(input) {
        return Ok(Sql { text: input.parse()?, unparsed: None });
    }
    input.call(any_ident)?;
    let content;
    parenthesized!(content in input);
    let text: LitStr = content.parse()?;
    let mut columns = Vec::new();
    if content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
        let word: Ident = content.parse()?;
        if word != "columns" {
            return Err(syn::Error::new_spanned(word, "expected `columns(...)`: the columns that the text mentions"));
        }
        columns = field_list(&content)?;
        content.parse::<Option<Token![,]>>()?;
    }
    if !content.is_empty() {
        return Err(content.error("expected `)`"));
    }
    Ok(Sql { text, unparsed: Some(columns) })
}

/// Tells whether `unparsed(` follows.
pub(crate) fn peeks_unparsed(input: ParseStream) -> bool {
    let fork = input.fork();
    fork.parse::<Ident>().is_ok_and(|word| word == "unparsed") && fork.peek(syn::token::Paren)
}
