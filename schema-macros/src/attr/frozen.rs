//! `#[frozen(unless(status = A | B), except(c, d), name = "...")]`

use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, parenthesized};

use crate::ast::{Invariant, InvariantRule, States};
use crate::attr::label::states;
use crate::attr::list::{Keys, any_ident, field_list, read_attribute, value};
use crate::errors::Errors;

/// Reads the attribute; `None` where part of it could not be read.
pub(crate) fn frozen(attribute: &Attribute, errors: &mut Errors) -> Option<Invariant> {
    let mut keys = Keys::new(&["unless", "except", "name"]);
    let mut unless: Option<States> = None;
    let mut except: Vec<Ident> = Vec::new();
    let mut name: Option<LitStr> = None;
    let is_read = read_attribute(attribute, errors, |input, _| {
        let word = input.call(any_ident)?;
        keys.once(&word)?;
        match word.to_string().as_str() {
            "unless" => unless = Some(parenthesized_states(input)?),
            "except" => except = field_list(input)?,
            "name" => name = Some(value(input)?),
            _ => return Err(keys.unknown(&word)),
        }
        Ok(())
    });
    if !is_read {
        return None;
    }
    let Some(unless) = unless else {
        errors.spanned(
            &attribute.meta,
            "the states in which a row is free are missing: write `#[frozen(unless(status = DRAFT))]`",
        );
        return None;
    };
    Some(Invariant { span: attribute.path().span(), name, rule: InvariantRule::Frozen { unless, except } })
}

/// Reads `(status = A | B)`.
fn parenthesized_states(input: ParseStream) -> syn::Result<States> {
    let content;
    parenthesized!(content in input);
    let states = states(&content)?;
    if !content.is_empty() {
        return Err(content.error("expected `|` or `)`"));
    }
    Ok(states)
}
