//! `using("age::integer", from = "text", back = "age::text")`: how values get here from another type.

use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token};

use crate::ast::{Sql, Using};
use crate::attr::list::{Keys, any_ident, in_parentheses, value};
use crate::attr::sql::sql;

/// Reads what stands behind `using`.
pub(crate) fn using(word: &Ident, input: ParseStream) -> syn::Result<Using> {
    in_parentheses(input, |content| {
        let mut keys = Keys::new(&["from", "back"]);
        let forth = sql(content)?;
        let mut from: Option<LitStr> = None;
        let mut back: Option<Sql> = None;
        while content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
            let key = content.call(any_ident)?;
            keys.once(&key)?;
            match key.to_string().as_str() {
                "from" => from = Some(value(content)?),
                "back" => {
                    content.parse::<Token![=]>()?;
                    back = Some(sql(content)?);
                }
                _ => return Err(keys.unknown(&key)),
            }
        }
        if !content.is_empty() {
            return Err(content.error("expected `,`"));
        }
        let from = from.ok_or_else(|| {
            let message = "`using` holds for one type before: `using(\"...\", from = \"text\")`";
            syn::Error::new_spanned(word, message)
        })?;
        Ok(Using { from, forth, back })
    })
}
