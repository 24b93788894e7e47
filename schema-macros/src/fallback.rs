//! What is written beside errors, so that one mistake is one error: everything that names the type still compiles.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{DeriveInput, Fields};

use crate::ast::Schema;
use crate::valid::postgres_range;

/// Writes an `impl Table` that passes every check.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let rust_name = ident.unraw().to_string();
    let (generics, arguments, clause) = input.generics.split_for_impl();
    let fields_are_read = fields_are_read(input);
    quote! {
        #[automatically_derived]
        impl #generics ::schema_core::def::Table for #ident #arguments #clause {
            const DEF: &'static ::schema_core::def::TableDef =
                &::schema_core::def::TableDef::stub(#rust_name, "public", #rust_name);
            const TARGETS: &'static [&'static ::schema_core::def::TableDef] = &[];
        }
        #fields_are_read
    }
}

fn fields_are_read(input: &DeriveInput) -> Option<TokenStream> {
    let syn::Data::Struct(data) = &input.data else { return None };
    let Fields::Named(fields) = &data.fields else { return None };
    if !input.generics.params.is_empty() {
        return None;
    }
    let ident = &input.ident;
    let idents: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let names = (0..idents.len()).map(|at| quote::format_ident!("_{at}"));
    Some(quote! {
        const _: fn(&#ident) = |#ident { #(#idents: #names),* }| {};
    })
}

/// Writes an `impl ColumnType` of text whose one value, the empty one, no enum can have: checks of states let it pass.
pub(crate) fn text_enum(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics ::schema_core::types::ColumnType for #ident #arguments #clause {
            const TYPE: ::schema_core::types::TypeDef = ::schema_core::types::TypeDef::of("text");
            const VALUES: &'static [&'static str] = &[""];
        }
    }
}

/// Writes an `impl ColumnType` of text.
pub(crate) fn user_type(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, clause) = input.generics.split_for_impl();
    let fields_are_read = fields_are_read(input);
    quote! {
        #[automatically_derived]
        impl #generics ::schema_core::types::ColumnType for #ident #arguments #clause {
            const TYPE: ::schema_core::types::TypeDef = ::schema_core::types::TypeDef::of("text");
        }
        #fields_are_read
    }
}

/// Writes the static without tables.
pub(crate) fn schema(schema: &Schema) -> TokenStream {
    let Schema { attributes, visibility, ident, .. } = schema;
    let (oldest, newest) = postgres_range(schema);
    quote! {
        #(#attributes)*
        #visibility static #ident: ::schema_core::def::SchemaDef = ::schema_core::def::SchemaDef {
            postgres_min: #oldest,
            postgres_max: #newest,
            extensions: &[],
            routines: &[],
            namespaces: &[],
            sequences: &[],
            types: &[],
            steps: &[],
            tables: &[],
        };
    }
}
