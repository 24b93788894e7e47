//! `InvariantDef`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;
use syn::ext::IdentExt;

use crate::ast::{Invariant, InvariantRule, Label, Lifecycle, States};
use crate::expand::optional;
use crate::valid::{Table, foreign_key_of};

/// Writes the definition of an invariant.
pub(crate) fn invariant(invariant: &Invariant, table: &Table) -> TokenStream {
    let name = optional(invariant.name.as_ref().map(|name| name.value()).as_deref());
    let origin = origin(&invariant.rule);
    let rule = match &invariant.rule {
        InvariantRule::Lifecycle(rule) => lifecycle(rule, table),
        InvariantRule::Immutable { fields } => {
            let columns = columns(fields, table);
            quote!(Immutable { columns: #columns })
        }
        InvariantRule::Frozen { unless: States { field, labels }, except } => {
            let (column, unless, except) = (table.columns.name_of(field), values(labels), columns(except, table));
            quote!(Frozen { column: #column, unless: #unless, except: #except })
        }
        InvariantRule::FrozenWith { field, except } => {
            let (foreign_key, except) = (foreign_key(field, table), columns(except, table));
            quote!(FrozenWith { foreign_key: #foreign_key, except: #except })
        }
        InvariantRule::InsertRequires { field, states: States { field: state, labels } } => {
            let (foreign_key, state, values) = (foreign_key(field, table), state.unraw().to_string(), values(labels));
            quote!(InsertRequires { foreign_key: #foreign_key, field: #state, values: #values })
        }
    };
    quote! {
        ::schema_core::def::InvariantDef {
            name: #name,
            rule: ::schema_core::def::InvariantRuleDef::#rule,
            origin: #origin,
        }
    }
}

/// The place of the foreign key that the field stands for.
pub(crate) fn foreign_key(field: &Ident, table: &Table) -> usize {
    // Validation finds one for every field that needs it.
    foreign_key_of(field, &table.ast.foreign_keys).unwrap_or_default()
}

fn lifecycle(lifecycle: &Lifecycle, table: &Table) -> TokenStream {
    let column = table.columns.name_of(&lifecycle.field);
    let initial = values(&lifecycle.initial);
    let transitions = lifecycle.transitions().map(|(from, to)| {
        let (from, to) = (&from.value, &to.value);
        quote!((#from, #to))
    });
    quote!(Lifecycle { column: #column, initial: #initial, transitions: &[#(#transitions),*] })
}

/// The attribute in short.
fn origin(rule: &InvariantRule) -> String {
    match rule {
        InvariantRule::Lifecycle(Lifecycle { field, .. }) => format!("lifecycle({})", field.unraw()),
        InvariantRule::Immutable { fields } if fields.is_empty() => "immutable".to_owned(),
        InvariantRule::Immutable { fields } => {
            let fields: Vec<String> = fields.iter().map(|field| field.unraw().to_string()).collect();
            format!("immutable({})", fields.join(", "))
        }
        InvariantRule::Frozen { unless, .. } => format!("frozen({})", unless.field.unraw()),
        InvariantRule::FrozenWith { field, .. } => format!("frozen_with({})", field.unraw()),
        InvariantRule::InsertRequires { field, .. } => format!("insert_requires({})", field.unraw()),
    }
}

fn columns(fields: &[Ident], table: &Table) -> TokenStream {
    let names = fields.iter().map(|field| table.columns.name_of(field));
    quote!(&[#(#names),*])
}

fn values(labels: &[Label]) -> TokenStream {
    let values = labels.iter().map(|label| &label.value);
    quote!(&[#(#values),*])
}
