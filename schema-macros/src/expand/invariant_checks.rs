//! The checks of invariants in const evaluation. A label is checked where it first stands: more often would cost rustc
//! more constants, and say the same again.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;
use syn::ext::IdentExt;

use crate::ast::{InvariantRule, Label, States};
use crate::expand::checks::constant;
use crate::expand::invariant::foreign_key;
use crate::region::Region;
use crate::valid::Table;

/// Writes the checks of a table's invariants.
pub(crate) fn invariant_checks(table: &Table, def: &TokenStream, targets: &TokenStream, checks: &mut TokenStream) {
    let mut own = OwnStates { table, def, columns: Vec::new(), labels: Vec::new() };
    for (at, invariant) in table.ast.invariants.iter().enumerate() {
        match &invariant.rule {
            InvariantRule::Lifecycle(lifecycle) => {
                let complete = Region::at(invariant.span).check("lifecycle_is_complete", quote!(#def, #at));
                own.column(&lifecycle.field, Some(complete), checks);
                own.labels(&lifecycle.field, lifecycle.labels(), checks);
            }
            InvariantRule::Frozen { unless, .. } => {
                own.column(&unless.field, None, checks);
                own.labels(&unless.field, &unless.labels, checks);
            }
            InvariantRule::FrozenWith { field, .. } => {
                let key = foreign_key(field, table);
                checks.extend(constant(&[Region::of(field).check("target_is_frozen", quote!(#targets, #key))]));
            }
            InvariantRule::InsertRequires { field, states } => {
                required(states, foreign_key(field, table), targets, checks);
            }
            InvariantRule::Immutable { .. } => {}
        }
    }
}

/// Columns of the struct that hold states, and what has been checked of them.
struct OwnStates<'a> {
    table: &'a Table<'a>,
    def: &'a TokenStream,
    columns: Vec<usize>,
    labels: Vec<(usize, &'a str)>,
}

impl<'a> OwnStates<'a> {
    /// Writes the check of the column, unless it has been written, and behind it the one that follows.
    fn column(&mut self, field: &Ident, follows: Option<TokenStream>, checks: &mut TokenStream) {
        let Some(column) = self.table.columns.position(field) else { return };
        let mut calls = Vec::new();
        if !self.columns.contains(&column) {
            self.columns.push(column);
            let def = self.def;
            calls.push(Region::of(field).check("state_column", quote!(#def, #column)));
        }
        calls.extend(follows);
        if !calls.is_empty() {
            checks.extend(constant(&calls));
        }
    }

    fn labels(&mut self, field: &Ident, labels: impl IntoIterator<Item = &'a Label>, checks: &mut TokenStream) {
        let Some(column) = self.table.columns.position(field) else { return };
        for label in labels {
            let (def, value) = (self.def, label.value.as_str());
            if !self.labels.contains(&(column, value)) {
                self.labels.push((column, value));
                let check = Region::at(label.span).check("state_label", quote!(#def, #column, #value));
                checks.extend(constant(&[check]));
            }
        }
    }
}

fn required(states: &States, key: usize, targets: &TokenStream, checks: &mut TokenStream) {
    let field = states.field.unraw().to_string();
    let mut before = Some(Region::of(&states.field).check("required_field", quote!(#targets, #key, #field)));
    for label in &states.labels {
        let value = &label.value;
        let check = Region::at(label.span).check("required_label", quote!(#targets, #key, #field, #value));
        let calls: Vec<TokenStream> = before.take().into_iter().chain([check]).collect();
        checks.extend(constant(&calls));
    }
}
