//! `impl ColumnType` for a type of the schema's own.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use crate::ast::{Attribute, Domain, DomainCheck, UserTypeKind};
use crate::expand::optional;
use crate::valid::UserType;

/// Writes all that `#[derive(PgEnum)]`, `#[derive(Domain)]` and `#[derive(Composite)]` add.
pub(crate) fn user_type(user_type: &UserType) -> TokenStream {
    let UserType { ast, name, namespace, names } = user_type;
    let ident = &ast.ident;
    let rust_name = ident.unraw().to_string();
    let comment = &ast.comment;
    let was = optional(ast.was.as_ref().map(|was| was.value()).as_deref());
    let renamed = ast.parts_were.iter().zip(names).filter_map(|(was, is)| was.as_ref().map(|was| quote!((#was, #is))));
    let sql_name = format!("{}.{}", quoted(namespace), quoted(name));
    let (is, is_read) = match &ast.kind {
        UserTypeKind::Enum { variants, .. } => {
            let variants = variants.iter().map(|variant| &variant.ident);
            // Makes every variant once: the enum is a declaration, and rustc would warn of each.
            (quote!(Enum(&[#(#names),*])), quote!(const _: &[#ident] = &[#(#ident::#variants),*];))
        }
        UserTypeKind::Domain(definition) => (domain(definition), quote!(const _: fn(&#ident) = |#ident(_0)| {};)),
        UserTypeKind::Composite(attributes) => {
            let definitions = attributes.iter().zip(names).map(|(Attribute { ty, collation, comment, .. }, name)| {
                let collation = optional(collation.as_ref().map(|name| name.value()).as_deref());
                quote!(::schema_core::def::AttributeDef {
                    collation: #collation,
                    comment: #comment,
                    ..::schema_core::def::AttributeDef::of::<#ty>(#name)
                })
            });
            let definitions = quote!(Composite(&[#(#definitions),*]));
            let fields = attributes.iter().map(|attribute| &attribute.ident);
            let places = (0..attributes.len()).map(|at| format_ident!("_{at}"));
            (definitions, quote!(const _: fn(&#ident) = |#ident { #(#fields: #places),* }| {};))
        }
    };
    quote! {
        #[automatically_derived]
        impl ::schema_core::types::ColumnType for #ident {
            const TYPE: ::schema_core::types::TypeDef = ::schema_core::types::TypeDef::of(#sql_name);
            const USER_TYPE: ::core::option::Option<&'static ::schema_core::def::UserTypeDef> =
                ::core::option::Option::Some(&::schema_core::def::UserTypeDef {
                    rust_name: #rust_name,
                    namespace: #namespace,
                    name: #name,
                    is: ::schema_core::def::UserTypeKindDef::#is,
                    comment: #comment,
                    was: #was,
                    renamed: &[#(#renamed),*],
                });
        }
        #is_read
    }
}

fn domain(domain: &Domain) -> TokenStream {
    let Domain { ty, collation, default, not_null, checks } = domain;
    let collation = optional(collation.as_ref().map(|name| name.value()).as_deref());
    let default = optional(default.as_ref().map(|sql| sql.text.value()).as_deref());
    let checks = checks.iter().map(|DomainCheck { name, condition, comment }| {
        let name = optional(name.as_ref().map(|name| name.text.as_str()));
        let condition = condition.text.value();
        quote!(::schema_core::def::DomainCheckDef { name: #name, condition: #condition, comment: #comment })
    });
    quote! {
        Domain(::schema_core::def::DomainDef {
            pg_type: <#ty as ::schema_core::types::ColumnType>::TYPE,
            user_type: <#ty as ::schema_core::types::ColumnType>::USER_TYPE,
            collation: #collation,
            default: #default,
            nullable: !#not_null,
            checks: &[#(#checks),*],
        })
    }
}

/// A name as it stands in the text of a type.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}
