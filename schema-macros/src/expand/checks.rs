//! The checks in const evaluation, each with the span of what it is about.
//!
//! A panic ends the evaluation of one constant, so two mistakes are two errors only when two constants find them. But
//! each constant costs rustc half a millisecond: where a check is quiet anyhow once the one before it has failed, both
//! stand in one.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::ast::{self, Action, ActionKind, ForeignKey};
use crate::expand::invariant_checks::invariant_checks;
use crate::region::Region;
use crate::valid::Table;

/// Column types that need no check: they have no modifiers.
const PLAIN_TYPES: [&str; 26] = [
    "bool",
    "i16",
    "i32",
    "i64",
    "f32",
    "f64",
    "String",
    "Uuid",
    "Date",
    "Time",
    "Timestamp",
    "Timestamptz",
    "Interval",
    "Json",
    "Jsonb",
    "Bytes",
    "Inet",
    "Cidr",
    "MacAddr",
    "Int4Range",
    "Int8Range",
    "NumRange",
    "DateRange",
    "TimestampRange",
    "TimestamptzRange",
    "Tsvector",
];

/// Writes the checks of a table.
pub(crate) fn checks(table: &Table) -> TokenStream {
    let ident = &table.ast.ident;
    let def = quote!(<#ident as ::schema_core::def::Table>::DEF);
    let targets = quote!(<#ident as ::schema_core::def::Table>::TARGETS);
    let mut checks = TokenStream::new();
    for (column, field) in table.ast.fields.iter().enumerate() {
        if !is_plain(&field.ty) {
            let check = Region::of(&field.ty).check("column_type", quote!(#def, #column));
            checks.extend(constant(&[check]));
        }
        if field.backfill.is_some() {
            let check = Region::of(&field.ty).check("backfilled_column", quote!(#def, #column));
            checks.extend(constant(&[check]));
        }
        let counts = |source: &ast::ValueSource| !matches!(source.kind, ast::ValueSourceKind::Generated { .. });
        if field.sources.iter().any(counts) {
            let check = Region::of(&field.ty).check("value_source", quote!(#def, #column));
            checks.extend(constant(&[check]));
        }
    }
    for key in &table.ast.primary_keys {
        for field in &key.columns {
            let Some(column) = table.columns.position(field) else { continue };
            let region = if key.on_field { Region::of(&table.ast.fields[column].ty) } else { Region::of(field) };
            checks.extend(constant(&[region.check("primary_key_column", quote!(#def, #column))]));
        }
    }
    for (at, key) in table.ast.foreign_keys.iter().enumerate() {
        foreign_key(key, at, &def, &targets, &mut checks);
    }
    invariant_checks(table, &def, &targets, &mut checks);
    checks
}

fn foreign_key(key: &ForeignKey, at: usize, def: &TokenStream, targets: &TokenStream, checks: &mut TokenStream) {
    for (pair, (column, field)) in key.columns.iter().zip(&key.target_fields).enumerate() {
        checks.extend(constant(&[
            Region::of(field).check("referenced_field", quote!(#def, #targets, #at, #pair)),
            column.region.check("same_type", quote!(#def, #targets, #at, #pair)),
        ]));
    }
    checks.extend(constant(&[
        key.target_region.check("carries_scope", quote!(#def, #targets, #at)),
        key.target_region.check("references_key", quote!(#def, #targets, #at)),
    ]));
    for (action, function) in [(&key.options.on_delete, "on_delete"), (&key.options.on_update, "on_update")] {
        if let Some(action) = action.as_ref().filter(|action| clears(action)) {
            checks.extend(constant(&[action.region.check(function, quote!(#def, #at))]));
        }
    }
}

pub(crate) fn constant(calls: &[TokenStream]) -> TokenStream {
    quote!(const _: () = { #(#calls;)* };)
}

fn clears(action: &Action) -> bool {
    match action.kind {
        ActionKind::SetNull | ActionKind::SetDefault => true,
        ActionKind::NoAction | ActionKind::Restrict | ActionKind::Cascade => false,
    }
}

fn is_plain(ty: &syn::Type) -> bool {
    let text = ty.to_token_stream().to_string().replace(' ', "");
    let inner = text.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(&text);
    PLAIN_TYPES.contains(&inner)
}
