//! `#[immutable(a, b, name = "...")]`, and `#[immutable]` for every column.

use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Meta};

use crate::ast::{Invariant, InvariantRule};
use crate::attr::list::{Keys, any_ident, peeks_key, read_attribute, value};
use crate::errors::Errors;

/// Reads the attribute; `None` where part of it could not be read: no field means every column.
pub(crate) fn immutable(attribute: &Attribute, errors: &mut Errors) -> Option<Invariant> {
    let mut keys = Keys::new(&["name"]);
    let mut fields: Vec<Ident> = Vec::new();
    let mut name: Option<LitStr> = None;
    let is_read = matches!(attribute.meta, Meta::Path(_))
        || read_attribute(attribute, errors, |input, _| {
            let is_key = peeks_key(input);
            let word = input.call(any_ident)?;
            if !is_key {
                fields.push(word);
                return Ok(());
            }
            keys.once(&word)?;
            if word != "name" {
                return Err(keys.unknown(&word));
            }
            name = Some(value(input)?);
            Ok(())
        });
    if !is_read {
        return None;
    }
    if matches!(&attribute.meta, Meta::List(list) if list.tokens.is_empty()) {
        errors.spanned(&attribute.meta, "`#[immutable()]` names no field; for every column write `#[immutable]`");
        return None;
    }
    Some(Invariant { span: attribute.path().span(), name, rule: InvariantRule::Immutable { fields } })
}
