//! `identity`, `identity = by_default`, `identity(by_default, start = 100, sequence = "name", ...)` and `generated = "..."`.

use syn::parse::ParseStream;
use syn::{Ident, LitInt, Token, token};

use crate::ast::{SequenceOptions, ValueSource, ValueSourceKind};
use crate::attr::list::{Keys, any_ident, in_parentheses, value};
use crate::attr::sql::sql;

/// Reads what stands behind `identity`.
pub(crate) fn identity(word: Ident, input: ParseStream) -> syn::Result<ValueSource> {
    let mut always = true;
    let mut sequence = None;
    let mut options = SequenceOptions::default();
    if input.parse::<Option<Token![=]>>()?.is_some() {
        always = is_always(&input.call(any_ident)?)?;
    } else if input.peek(token::Paren) {
        in_parentheses(input, |content| {
            let mut keys =
                Keys::new(&["always", "by_default", "sequence", "start", "increment", "min", "max", "cache", "cycle"]);
            while !content.is_empty() {
                let key = content.call(any_ident)?;
                keys.once(&key)?;
                if key == "always" || key == "by_default" {
                    always = is_always(&key)?;
                } else if key == "sequence" {
                    sequence = Some(value(content)?);
                } else if !option(&key, content, &mut options)? {
                    return Err(keys.unknown(&key));
                }
                if !content.is_empty() {
                    content.parse::<Token![,]>()?;
                }
            }
            Ok(())
        })?;
    }
    Ok(ValueSource { word, kind: ValueSourceKind::Identity { always, sequence, options } })
}

fn is_always(word: &Ident) -> syn::Result<bool> {
    match word.to_string().as_str() {
        "always" => Ok(true),
        "by_default" => Ok(false),
        _ => Err(syn::Error::new_spanned(word, "an identity column is `always` or `by_default`")),
    }
}

/// Reads an option of a sequence behind its word; false when it is another word.
pub(crate) fn option(word: &Ident, input: ParseStream, options: &mut SequenceOptions) -> syn::Result<bool> {
    let field = match word.to_string().as_str() {
        "start" => &mut options.start,
        "increment" => &mut options.increment,
        "min" => &mut options.min,
        "max" => &mut options.max,
        "cache" => &mut options.cache,
        "cycle" => {
            options.cycle = true;
            return Ok(true);
        }
        _ => return Ok(false),
    };
    input.parse::<Token![=]>()?;
    let minus: Option<Token![-]> = input.parse()?;
    let number: LitInt = input.parse()?;
    let sign = if minus.is_some() { "-" } else { "" };
    let parsed = format!("{sign}{}", number.base10_digits()).parse();
    *field = Some(parsed.map_err(|_| syn::Error::new_spanned(&number, "a sequence counts in 8 bytes"))?);
    Ok(true)
}

/// Reads what stands behind `generated` or `generated_virtual`.
pub(crate) fn generated(word: Ident, input: ParseStream) -> syn::Result<ValueSource> {
    input.parse::<Token![=]>()?;
    let stored = word == "generated";
    Ok(ValueSource { word, kind: ValueSourceKind::Generated { sql: sql(input)?, stored } })
}
