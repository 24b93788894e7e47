//! Writes the code. Everything is named by its absolute path.

mod checks;
mod column;
mod index;
mod invariant;
mod invariant_checks;
mod partition;
mod schema;
mod table;
mod text_enum;
mod user_type;

pub(crate) use schema::schema;
pub(crate) use table::table;
pub(crate) use text_enum::text_enum;
pub(crate) use user_type::user_type;

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

/// Writes `Some("...")` or `None`.
fn optional(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(::core::option::Option::Some(#text)),
        None => quote!(::core::option::Option::None),
    }
}

fn value(literal: Option<&LitStr>) -> String {
    literal.map(LitStr::value).unwrap_or_default()
}
