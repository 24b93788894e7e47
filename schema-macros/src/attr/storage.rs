//! Storage parameters: `with(fillfactor = 70, toast.autovacuum_enabled = false)`.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Ident, Lit, Token, parenthesized};

use crate::ast::StorageParameter;
use crate::attr::list::any_ident;

/// Reads what stands behind `with`.
pub(crate) fn storage_parameters(input: ParseStream) -> syn::Result<Vec<StorageParameter>> {
    let content;
    let parentheses = parenthesized!(content in input);
    let result = list(&content);
    if result.is_err() {
        // Tokens left over would be an error of their own.
        content.parse::<TokenStream>()?;
    }
    let parameters = result?;
    if parameters.is_empty() {
        return Err(syn::Error::new(parentheses.span.join(), "names no storage parameter"));
    }
    Ok(parameters)
}

fn list(content: ParseStream) -> syn::Result<Vec<StorageParameter>> {
    let mut parameters: Vec<StorageParameter> = Vec::new();
    while !content.is_empty() {
        let parameter = parameter(content)?;
        if parameters.iter().any(|other| other.name == parameter.name) {
            return Err(syn::Error::new(parameter.span, format!("`{}` is given twice", parameter.name)));
        }
        parameters.push(parameter);
        if content.parse::<Option<Token![,]>>()?.is_none() && !content.is_empty() {
            return Err(content.error("expected `,`"));
        }
    }
    Ok(parameters)
}

fn parameter(input: ParseStream) -> syn::Result<StorageParameter> {
    let first: Ident = input.call(any_ident)?;
    let span = first.span();
    let mut name = first.to_string();
    if input.parse::<Option<Token![.]>>()?.is_some() {
        name = format!("{name}.{}", input.call(any_ident)?);
    }
    input.parse::<Token![=]>()?;
    Ok(StorageParameter { name, span, value: value(input)? })
}

/// Reads a value as PostgreSQL keeps it: as text.
fn value(input: ParseStream) -> syn::Result<String> {
    let sign = if input.parse::<Option<Token![-]>>()?.is_some() { "-" } else { "" };
    const EXPECTED: &str = "expected a number, `true`, `false` or a string";
    let literal: Lit = input.parse().map_err(|error: syn::Error| syn::Error::new(error.span(), EXPECTED))?;
    match &literal {
        Lit::Int(number) if number.suffix().is_empty() => Ok(format!("{sign}{}", number.base10_digits())),
        Lit::Float(number) if number.suffix().is_empty() => Ok(format!("{sign}{}", number.base10_digits())),
        Lit::Bool(flag) if sign.is_empty() => Ok(flag.value.to_string()),
        Lit::Str(text) if sign.is_empty() && !text.value().is_empty() => Ok(text.value()),
        _ => Err(syn::Error::new_spanned(literal, EXPECTED)),
    }
}
