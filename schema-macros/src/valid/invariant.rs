//! Rules on how rows may change, as far as their own struct tells.

use syn::ext::IdentExt;

use crate::ast::{InvariantRule, Label, Table};
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::lifecycle::lifecycle;
use crate::valid::names::{self, Names};
use crate::valid::parent;

/// Checks the invariants of the table.
pub(crate) fn invariants(table: &Table, columns: &Columns, errors: &mut Errors) {
    let mut names = Names::default();
    for invariant in &table.invariants {
        names::given(invariant.name.as_ref(), "an invariant", errors);
        names.add_given(invariant.name.as_ref(), "invariant", errors);
        rule(&invariant.rule, table, columns, errors);
    }
    one_lifecycle_a_field(table, errors);
    one_frozen(table, errors);
}

fn rule(rule: &InvariantRule, table: &Table, columns: &Columns, errors: &mut Errors) {
    match rule {
        InvariantRule::Lifecycle(rule) => lifecycle(rule, columns, errors),
        InvariantRule::Immutable { fields } => columns.check(fields, "`immutable`", errors),
        InvariantRule::Frozen { unless, except } => {
            columns.check([&unless.field], "`unless`", errors);
            each_once(&unless.labels, "`unless`", errors);
            columns.check(except, "`except`", errors);
        }
        InvariantRule::FrozenWith { field, except } => {
            parent::check(field, table, columns, "`frozen_with`", errors);
            columns.check(except, "`except`", errors);
        }
        InvariantRule::InsertRequires { field, states } => {
            parent::check(field, table, columns, "`insert_requires`", errors);
            each_once(&states.labels, "`insert_requires`", errors);
        }
    }
}

/// Reports labels that stand there for the second time.
pub(crate) fn each_once(labels: &[Label], what: &str, errors: &mut Errors) {
    for (at, label) in labels.iter().enumerate() {
        if labels[..at].iter().any(|before| before.value == label.value) {
            errors.at(label.span, format!("`{}` stands twice in {what}", label.value));
        }
    }
}

fn one_lifecycle_a_field(table: &Table, errors: &mut Errors) {
    let mut seen = Vec::new();
    for invariant in &table.invariants {
        let InvariantRule::Lifecycle(lifecycle) = &invariant.rule else { continue };
        let field = lifecycle.field.unraw();
        if seen.contains(&field) {
            let message =
                format!("`{field}` has another lifecycle; write all its transitions into one `#[lifecycle(...)]`");
            errors.spanned(&lifecycle.field, message);
        }
        seen.push(field);
    }
}

fn one_frozen(table: &Table, errors: &mut Errors) {
    let frozen = table.invariants.iter().filter(|invariant| matches!(invariant.rule, InvariantRule::Frozen { .. }));
    for invariant in frozen.skip(1) {
        errors.at(
            invariant.span,
            "the struct has another `#[frozen(...)]`; write all states in which a row is free into one",
        );
    }
}
