//! Keys and indexes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use crate::ast::{self, IndexTerm, StorageParameter};
use crate::expand::table::expression;
use crate::expand::{optional, value};
use crate::valid::{Columns, Expression, IndexTexts};

pub(super) fn key(key: &ast::Key, columns: &Columns) -> TokenStream {
    let name = optional(key.name.as_ref().map(|name| name.value()).as_deref());
    let comment = value(key.comment.as_ref());
    let own = key.columns.iter().map(|field| columns.name_of(field));
    let include = key.include.iter().map(|field| columns.name_of(field));
    let nulls_not_distinct = key.nulls_not_distinct.is_some();
    let deferrable = deferrable(key.deferrable, key.initially_deferred);
    let options = storage_parameters(&key.options);
    quote! {
        ::schema_core::def::KeyDef {
            name: #name,
            columns: &[#(#own),*],
            include: &[#(#include),*],
            nulls_not_distinct: #nulls_not_distinct,
            deferrable: #deferrable,
            options: #options,
            comment: #comment,
        }
    }
}

pub(super) fn deferrable(deferrable: bool, initially_deferred: bool) -> TokenStream {
    let deferrable = match (deferrable, initially_deferred) {
        (_, true) => quote!(InitiallyDeferred),
        (true, false) => quote!(InitiallyImmediate),
        (false, false) => quote!(Not),
    };
    quote!(::schema_core::def::Deferrable::#deferrable)
}

pub(super) fn storage_parameters(parameters: &[StorageParameter]) -> TokenStream {
    let parameters = parameters.iter().map(|parameter| {
        let StorageParameter { name, value, .. } = parameter;
        quote!((#name, #value))
    });
    quote!(&[#(#parameters),*])
}

pub(super) fn index(index: &ast::Index, texts: &IndexTexts, columns: &Columns) -> TokenStream {
    let name = optional(index.name.as_ref().map(|name| name.value()).as_deref());
    let comment = value(index.comment.as_ref());
    let unique = index.unique;
    let method = optional(index.method.as_ref().map(|method| method.unraw().to_string()).as_deref());
    let nulls_not_distinct = index.nulls_not_distinct.is_some();
    let options = storage_parameters(&index.options);
    let include = index.include.iter().map(|field| columns.name_of(field));
    let predicate = predicate(texts);
    let keys = index.keys.iter().zip(&texts.keys).map(|(key, text)| index_key(key, text.as_ref(), columns));
    quote! {
        ::schema_core::def::IndexDef {
            name: #name,
            unique: #unique,
            method: #method,
            keys: &[#(#keys),*],
            include: &[#(#include),*],
            nulls_not_distinct: #nulls_not_distinct,
            options: #options,
            predicate: #predicate,
            comment: #comment,
        }
    }
}

pub(super) fn exclusion(exclusion: &ast::Exclusion, texts: &IndexTexts, columns: &Columns) -> TokenStream {
    let ast::Exclusion { index, operators, .. } = exclusion;
    let name = optional(index.name.as_ref().map(|name| name.value()).as_deref());
    let comment = value(index.comment.as_ref());
    let method = optional(index.method.as_ref().map(|method| method.unraw().to_string()).as_deref());
    let keys = index.keys.iter().zip(&texts.keys).zip(operators).map(|((key, text), operator)| {
        let key = index_key(key, text.as_ref(), columns);
        quote!((#key, #operator))
    });
    let include = index.include.iter().map(|field| columns.name_of(field));
    let options = storage_parameters(&index.options);
    let predicate = predicate(texts);
    let deferrable = deferrable(exclusion.deferrable, exclusion.initially_deferred);
    quote! {
        ::schema_core::def::ExclusionDef {
            name: #name,
            method: #method,
            keys: &[#(#keys),*],
            include: &[#(#include),*],
            options: #options,
            predicate: #predicate,
            deferrable: #deferrable,
            comment: #comment,
        }
    }
}

fn predicate(texts: &IndexTexts) -> TokenStream {
    match &texts.predicate {
        Some(predicate) => {
            let predicate = expression(predicate);
            quote!(::core::option::Option::Some(#predicate))
        }
        None => quote!(::core::option::Option::None),
    }
}

pub(super) fn index_key(key: &ast::IndexKey, text: Option<&Expression>, columns: &Columns) -> TokenStream {
    let term = match (&key.term, text) {
        (IndexTerm::Expression(_), Some(text)) => {
            let expression = expression(text);
            quote!(::schema_core::def::IndexTermDef::Expression(#expression))
        }
        (IndexTerm::Column(field), _) => {
            let name = columns.name_of(field);
            quote!(::schema_core::def::IndexTermDef::Column(#name))
        }
        (IndexTerm::Expression(_), None) => unreachable!("validation reads the text of every expression"),
    };
    let collation = optional(key.collation.as_ref().map(|collation| collation.value()).as_deref());
    let operator_class = match &key.operator_class {
        Some(class) => {
            let (name, parameters) = (&class.name, storage_parameters(&class.parameters));
            quote!(::core::option::Option::Some(::schema_core::def::OperatorClassDef {
                name: #name,
                parameters: #parameters,
            }))
        }
        None => quote!(::core::option::Option::None),
    };
    let order = if key.descending { quote!(Descending) } else { quote!(Ascending) };
    let nulls = match key.nulls_first {
        None => quote!(Default),
        Some(true) => quote!(First),
        Some(false) => quote!(Last),
    };
    quote! {
        ::schema_core::def::IndexKeyDef {
            term: #term,
            collation: #collation,
            operator_class: #operator_class,
            order: ::schema_core::def::SortOrder::#order,
            nulls: ::schema_core::def::NullsOrder::#nulls,
        }
    }
}
