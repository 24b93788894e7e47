//! How a table is divided.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ast::PartitionBy;
use crate::expand::index::{index_key, storage_parameters};
use crate::expand::{optional, value};
use crate::valid::{Columns, IndexTexts, Table};

/// Writes `partition_by`, and each of `partitions`.
pub(super) fn partitioning(table: &Table) -> (TokenStream, Vec<TokenStream>) {
    let by = |by: Option<&PartitionBy>, texts: Option<&IndexTexts>| match by.zip(texts) {
        Some((by, texts)) => {
            let by = partition_by(by, texts, &table.columns);
            quote!(::core::option::Option::Some(#by))
        }
        None => quote!(::core::option::Option::None),
    };
    let of_table = by(table.ast.partition_by.as_ref(), table.partitions.table.as_ref());
    let partitions = table.ast.partitions.iter().zip(&table.partitions.partitions).map(|(ast, texts)| {
        let namespace = optional(ast.namespace.as_ref().map(|namespace| namespace.value()).as_deref());
        let name = value(ast.name.as_ref());
        let was = optional(ast.was.as_ref().map(|was| was.value()).as_deref());
        let of = optional(ast.of.as_ref().map(|of| of.value()).as_deref());
        let values = optional(ast.values.as_ref().map(|values| values.value()).as_deref());
        let partition_by = by(ast.partition_by.as_ref(), texts.as_ref());
        let unlogged = ast.unlogged_word.is_some();
        let options = storage_parameters(&ast.options);
        let comment = value(ast.comment.as_ref());
        quote! {
            ::schema_core::def::PartitionDef {
                namespace: #namespace,
                name: #name,
                was: #was,
                of: #of,
                values: #values,
                partition_by: #partition_by,
                unlogged: #unlogged,
                options: #options,
                comment: #comment,
            }
        }
    });
    (of_table, partitions.collect())
}

fn partition_by(by: &PartitionBy, texts: &IndexTexts, columns: &Columns) -> TokenStream {
    let strategy = match by.strategy.to_string().as_str() {
        "range" => format_ident!("Range"),
        "list" => format_ident!("List"),
        _ => format_ident!("Hash"),
    };
    let keys = by.index.keys.iter().zip(&texts.keys).map(|(key, text)| index_key(key, text.as_ref(), columns));
    quote! {
        ::schema_core::def::PartitioningDef {
            strategy: ::schema_core::def::PartitionStrategy::#strategy,
            keys: &[#(#keys),*],
        }
    }
}
