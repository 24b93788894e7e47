//! `#[frozen_with(parent_id, except(c, d), name = "...")]`

use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Token, token};

use crate::ast::{Invariant, InvariantRule};
use crate::attr::list::{Keys, any_ident, field_list, read_attribute, value};
use crate::errors::Errors;

/// Reads the attribute; `None` where part of it could not be read.
pub(crate) fn frozen_with(attribute: &Attribute, errors: &mut Errors) -> Option<Invariant> {
    let mut keys = Keys::new(&["except", "name"]);
    let mut field: Option<Ident> = None;
    let mut except: Vec<Ident> = Vec::new();
    let mut name: Option<LitStr> = None;
    let is_read = read_attribute(attribute, errors, |input, _| {
        let word = input.call(any_ident)?;
        if field.is_none() && !input.peek(Token![=]) && !input.peek(token::Paren) {
            field = Some(word);
            return Ok(());
        }
        keys.once(&word)?;
        match word.to_string().as_str() {
            "except" => except = field_list(input)?,
            "name" => name = Some(value(input)?),
            _ => return Err(keys.unknown(&word)),
        }
        Ok(())
    });
    if !is_read {
        return None;
    }
    let Some(field) = field else {
        errors.spanned(
            &attribute.meta,
            "the field that refers to the other row is missing: write `#[frozen_with(parent_id)]`",
        );
        return None;
    };
    Some(Invariant { span: attribute.path().span(), name, rule: InvariantRule::FrozenWith { field, except } })
}
