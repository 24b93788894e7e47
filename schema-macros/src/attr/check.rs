//! `#[check(name, "condition", no_inherit, comment = "...", counterexample = "...")]`; the name may be a string

use syn::{Attribute, LitStr};

use crate::ast::{Check, Name, Sql};
use crate::attr::list::{Keys, any_ident, name, peeks_key, peeks_quoted_name, read_attribute, value};
use crate::attr::sql::{peeks_unparsed, sql};
use crate::errors::Errors;

/// Reads the attribute; `None` where there is no condition.
pub(crate) fn check(attribute: &Attribute, errors: &mut Errors) -> Option<Check> {
    let mut keys = Keys::new(&["comment", "counterexample", "no_inherit"]);
    let mut given: Option<Name> = None;
    let mut condition: Option<Sql> = None;
    let mut comment: Option<LitStr> = None;
    let mut counterexample: Option<LitStr> = None;
    let mut no_inherit = false;
    let mut failed = false;
    let mut position = 0;
    read_attribute(attribute, errors, |input, _| {
        position += 1;
        let result = (|| {
            if peeks_key(input) {
                let word = input.call(any_ident)?;
                keys.once(&word)?;
                match word.to_string().as_str() {
                    "comment" => comment = Some(value(input)?),
                    "counterexample" => counterexample = Some(value(input)?),
                    "name" => {
                        let message = "the name stands first, as it is: `#[check(name, \"condition\")]`";
                        return Err(syn::Error::new_spanned(&word, message));
                    }
                    _ => return Err(keys.unknown(&word)),
                }
                return Ok(());
            }
            if position == 1 && peeks_quoted_name(input, |input| input.peek(LitStr) || peeks_unparsed(input)) {
                given = Some(name(input)?);
                return Ok(());
            }
            if condition.is_none() && (input.peek(LitStr) || peeks_unparsed(input)) {
                condition = Some(sql(input)?);
                return Ok(());
            }
            if position > 1 && input.fork().call(any_ident).is_ok_and(|word| word == "no_inherit") {
                let word = input.call(any_ident)?;
                keys.once(&word)?;
                no_inherit = true;
                return Ok(());
            }
            if position == 1 {
                given = Some(name(input)?);
                return Ok(());
            }
            Err(input.error(match condition {
                Some(_) => "expected `no_inherit`, `comment = \"...\"` or `counterexample = \"...\"`",
                None => "expected the condition, a string literal",
            }))
        })();
        failed |= result.is_err();
        result
    });
    if condition.is_none() && !failed && matches!(attribute.meta, syn::Meta::List(_)) {
        errors.spanned(&attribute.meta, "the condition is missing: write `#[check(name, \"condition\")]`");
    }
    Some(Check { name: given, sql: condition?, no_inherit, counterexample, comment })
}
