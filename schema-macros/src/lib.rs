//! The macros with which a schema is declared. Use them by way of `schema_core`, which re-exports them.

mod ast;
mod attr;
mod case;
mod errors;
mod expand;
#[cfg(test)]
mod expansions;
mod fallback;
mod region;
mod suggest;
mod valid;

use proc_macro::TokenStream;

use crate::errors::Errors;

/// Declares a table.
#[proc_macro_derive(Table, attributes(table, primary_key, unique, index, check, foreign_key, column, references))]
pub fn table(input: TokenStream) -> TokenStream {
    derive_table(input.into()).into()
}

/// Declares a text column.
#[proc_macro_derive(TextEnum, attributes(text_enum, value))]
pub fn text_enum(input: TokenStream) -> TokenStream {
    derive_text_enum(input.into()).into()
}

/// Declares the schema.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    declare_schema(input.into()).into()
}

fn derive_table(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let input: syn::DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let ast = attr::table(&input, &mut errors);
    let valid = ast.as_ref().map(|ast| valid::table(ast, &mut errors));
    match (errors.into_compile_errors(), valid) {
        (None, Some(valid)) => expand::table(&valid),
        (errors, _) => errors.into_iter().chain([fallback::table(&input)]).collect(),
    }
}

fn derive_text_enum(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let input: syn::DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let ast = attr::text_enum(&input, &mut errors);
    let values = ast.as_ref().map(|ast| valid::text_enum(ast, &mut errors));
    match (errors.into_compile_errors(), ast, values) {
        (None, Some(ast), Some(values)) => expand::text_enum(&ast, &values),
        (errors, _, _) => errors.into_iter().chain([fallback::text_enum(&input)]).collect(),
    }
}

fn declare_schema(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let mut errors = Errors::default();
    let parsed = syn::parse::Parser::parse2(|input: syn::parse::ParseStream| attr::schema(input, &mut errors), input);
    let schema = match parsed {
        Ok(schema) => schema,
        Err(error) => {
            errors.push(error);
            return errors.into_compile_errors().unwrap_or_default();
        }
    };
    valid::schema(&schema, &mut errors);
    match errors.into_compile_errors() {
        None => expand::schema(&schema),
        Some(errors) => [errors, fallback::schema(&schema)].into_iter().collect(),
    }
}
