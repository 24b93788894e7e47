//! Enums of texts.

use syn::ext::IdentExt;

use crate::ast::{TextEnum, Variant};
use crate::case::Case;
use crate::errors::Errors;
use crate::valid::names;

/// Checks the enum and returns its values, in the order of the variants.
pub(crate) fn text_enum(text_enum: &TextEnum, errors: &mut Errors) -> Vec<String> {
    if text_enum.variants.is_empty() {
        errors.spanned(&text_enum.ident, "a text enum has values: at least one variant");
    }
    values(text_enum.case, &text_enum.variants, errors)
}

/// Checks the values of variants and returns them in their order.
pub(crate) fn values(case: Case, variants: &[Variant], errors: &mut Errors) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for variant in variants {
        let (value, span) = match &variant.value {
            Some(literal) => (literal.value(), literal.span()),
            None => (case.of(&variant.ident.unraw().to_string()), variant.ident.span()),
        };
        if value.is_empty() {
            errors.at(span, "the value is empty");
        } else if values.contains(&value) {
            errors.at(span, format!("another variant has the value `{value}`"));
        }
        names::text(variant.value.as_ref(), errors);
        values.push(value);
    }
    values
}
