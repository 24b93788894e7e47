//! `#[insert_requires(parent_id, status = A | B, name = "...")]`; a field that is named `name` is written `r#name`.

use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr};

use crate::ast::{Invariant, InvariantRule, States};
use crate::attr::label::states;
use crate::attr::list::{Keys, any_ident, peeks_key, read_attribute, value};
use crate::errors::Errors;

/// Reads the attribute; `None` where part of it could not be read.
pub(crate) fn insert_requires(attribute: &Attribute, errors: &mut Errors) -> Option<Invariant> {
    let mut keys = Keys::new(&["name"]);
    let mut field: Option<Ident> = None;
    let mut required: Option<States> = None;
    let mut name: Option<LitStr> = None;
    let is_read = read_attribute(attribute, errors, |input, _| {
        let is_key = peeks_key(input);
        let word = input.fork().call(any_ident)?;
        if is_key && word == "name" {
            input.call(any_ident)?;
            keys.once(&word)?;
            name = Some(value(input)?);
        } else if is_key && required.is_none() {
            required = Some(states(input)?);
        } else if !is_key && field.is_none() {
            field = Some(input.call(any_ident)?);
        } else {
            let message = "expected `name = \"...\"`; several states are `status = ACTIVE | ARCHIVED`";
            return Err(syn::Error::new_spanned(word, message));
        }
        Ok(())
    });
    if !is_read {
        return None;
    }
    let (Some(field), Some(states)) = (field, required) else {
        errors.spanned(
            &attribute.meta,
            "the field that refers to the other row, or that row's state, is missing: \
             write `#[insert_requires(parent_id, status = ACTIVE)]`",
        );
        return None;
    };
    Some(Invariant { span: attribute.path().span(), name, rule: InvariantRule::InsertRequires { field, states } })
}
