//! Columns, and where their values come from.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ast::{SequenceOptions, ValueSourceKind};
use crate::expand::optional;
use crate::expand::table::expression;
use crate::valid::Table;

/// Writes the definition of each column.
pub(crate) fn columns(table: &Table) -> impl Iterator<Item = TokenStream> {
    let fields = table.ast.fields.iter().zip(table.columns.iter()).zip(&table.generated).zip(&table.row_hints);
    fields.map(|(((field, column), generated), hints)| {
        let (ty, comment) = (&field.ty, &field.comment);
        let (field_name, column_name) = (&column.field, &column.name);
        let default = optional(field.default.as_ref().map(|sql| sql.text.value()).as_deref());
        let was = field.was.as_ref().map(|was| quote!(.was(#was)));
        let typed = field.pg_type.as_ref().map(|name| quote!(.typed(#name)));
        let collated = field.collation.as_ref().map(|name| quote!(.collated(#name)));
        let source = field.sources.first().map(|source| {
            let source = match (&source.kind, generated) {
                (ValueSourceKind::Identity { always, sequence, options }, _) => {
                    let sequence = optional(sequence.as_ref().map(|name| name.value()).as_deref());
                    let options = sequence_options(options);
                    quote!(Identity { always: #always, sequence: #sequence, options: #options })
                }
                (ValueSourceKind::Generated { stored, .. }, Some(read)) => {
                    let expression = expression(read);
                    quote!(Generated { expression: #expression, stored: #stored })
                }
                (ValueSourceKind::Generated { .. }, None) => {
                    unreachable!("validation reads the text of every expression")
                }
                (ValueSourceKind::Serial, _) => quote!(Serial),
            };
            quote!(.from(::schema_core::def::ValueSourceDef::#source))
        });
        let using = field.using.as_ref().zip(hints.forth.as_ref()).map(|(using, forth)| {
            let (from, forth) = (&using.from, &forth.sql);
            let back = optional(hints.back.as_ref().map(|back| back.sql.as_str()));
            quote!(.using(::schema_core::def::UsingDef { from: #from, forth: #forth, back: #back }))
        });
        let backfill = hints.backfill.as_ref().map(expression).map(|value| quote!(.backfilled(#value)));
        quote! {
            ::schema_core::def::ColumnDef::of::<#ty>(#field_name, #column_name, #default, #comment)
                #typed #collated #source #was #using #backfill
        }
    })
}

/// Writes the options of a sequence.
pub(crate) fn sequence_options(options: &SequenceOptions) -> TokenStream {
    let number = |number: Option<i64>| match number {
        Some(number) => quote!(::core::option::Option::Some(#number)),
        None => quote!(::core::option::Option::None),
    };
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let [start, increment, min, max, cache] = [*start, *increment, *min, *max, *cache].map(number);
    quote! {
        ::schema_core::def::SequenceOptionsDef {
            start: #start,
            increment: #increment,
            min: #min,
            max: #max,
            cache: #cache,
            cycle: #cycle,
        }
    }
}
