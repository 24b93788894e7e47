//! `#[check(name, "condition", comment = "...")]`

use syn::{Attribute, Ident, LitStr};

use crate::ast::{Check, Sql};
use crate::attr::list::{Keys, NameAndComment, any_ident, peeks_key, read_attribute};
use crate::attr::sql::{peeks_unparsed, sql};
use crate::errors::Errors;

/// Reads the attribute; `None` where there is no condition.
pub(crate) fn check(attribute: &Attribute, errors: &mut Errors) -> Option<Check> {
    let mut keys = Keys::new(&["comment"]);
    let mut name: Option<Ident> = None;
    let mut condition: Option<Sql> = None;
    let mut named = NameAndComment::default();
    let mut failed = false;
    let mut position = 0;
    read_attribute(attribute, errors, |input, _| {
        position += 1;
        let result = (|| {
            if peeks_key(input) {
                let word = input.call(any_ident)?;
                keys.once(&word)?;
                return match word == "comment" && named.read(&word, input)? {
                    true => Ok(()),
                    false => Err(keys.unknown(&word)),
                };
            }
            if condition.is_none() && (input.peek(LitStr) || peeks_unparsed(input)) {
                condition = Some(sql(input)?);
                return Ok(());
            }
            if position == 1 {
                name = Some(input.call(any_ident)?);
                return Ok(());
            }
            Err(input.error(match condition {
                Some(_) => "expected `comment = \"...\"`",
                None => "expected the condition, a string literal",
            }))
        })();
        failed |= result.is_err();
        result
    });
    if condition.is_none() && !failed && matches!(attribute.meta, syn::Meta::List(_)) {
        errors.spanned(&attribute.meta, "the condition is missing: write `#[check(name, \"condition\")]`");
    }
    Some(Check { name, sql: condition?, comment: named.comment })
}
