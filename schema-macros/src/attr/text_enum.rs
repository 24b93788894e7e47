//! `#[text_enum(rename_all = "...")]` and `#[value("...")]`.

use syn::{Data, DeriveInput, Fields, LitStr};

use crate::ast::{TextEnum, Variant};
use crate::attr::list::{Keys, any_ident, read_attribute, value};
use crate::case::Case;
use crate::errors::Errors;
use crate::suggest::choices;

/// Reads the enum; `None` where it cannot be one of texts.
pub(crate) fn text_enum(input: &DeriveInput, errors: &mut Errors) -> Option<TextEnum> {
    if !input.generics.params.is_empty() {
        errors.spanned(&input.generics.params, "a text enum has no generic parameters");
        return None;
    }
    let data = match &input.data {
        Data::Enum(data) => data,
        Data::Struct(data) => {
            errors.spanned(data.struct_token, "`TextEnum` is for enums; for a struct derive `Table`");
            return None;
        }
        Data::Union(data) => {
            errors.spanned(data.union_token, "`TextEnum` is for enums");
            return None;
        }
    };
    let mut text_enum = TextEnum { ident: input.ident.clone(), case: Case::ScreamingSnake, variants: Vec::new() };
    let mut keys = Keys::new(&["rename_all"]);
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("text_enum")) {
        read_attribute(attribute, errors, |input, _| {
            let word = input.call(any_ident)?;
            keys.once(&word)?;
            if word != "rename_all" {
                return Err(keys.unknown(&word));
            }
            text_enum.case = case(&value(input)?)?;
            Ok(())
        });
    }
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            errors.spanned(&variant.fields, "a value of a text enum has no fields");
        }
        text_enum
            .variants
            .push(Variant { ident: variant.ident.clone(), value: variant_value(variant, "value", errors) });
    }
    Some(text_enum)
}

/// Reads the attribute that gives a variant another value.
pub(crate) fn variant_value(variant: &syn::Variant, word: &str, errors: &mut Errors) -> Option<LitStr> {
    let mut found: Option<LitStr> = None;
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident(word)) {
        if found.is_some() {
            errors.spanned(&attribute.meta, format!("`{word}` is given twice"));
        } else {
            let value = attribute.meta.require_list().and_then(|list| list.parse_args::<LitStr>());
            found = errors.keep(value);
        }
    }
    found
}

/// Reads how values are made of names.
pub(crate) fn case(text: &LitStr) -> syn::Result<Case> {
    let name = text.value();
    let known = Case::ALL.iter().map(|(known, _)| *known);
    Case::ALL
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, case)| *case)
        .ok_or_else(|| syn::Error::new_spanned(text, format!("unknown case `{name}`{}", choices(&name, known.clone()))))
}
