//! `impl ColumnType` for an enum.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ast::TextEnum;

/// Writes all that `#[derive(TextEnum)]` adds.
pub(crate) fn text_enum(text_enum: &TextEnum, values: &[String]) -> TokenStream {
    let ident = &text_enum.ident;
    let variants = text_enum.variants.iter().map(|variant| &variant.ident);
    quote! {
        #[automatically_derived]
        impl ::schema_core::types::ColumnType for #ident {
            const TYPE: ::schema_core::types::TypeDef = ::schema_core::types::TypeDef::of("text");
            const VALUES: &'static [&'static str] = &[#(#values),*];
        }
        // Makes every variant once: the enum is a declaration, and rustc would warn of each.
        const _: &[#ident] = &[#(#ident::#variants),*];
    }
}
