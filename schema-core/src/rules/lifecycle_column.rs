use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;
use crate::model::{Column, Invariant, Table};
use crate::sql::literal;

pub(super) const RULE: Rule = Rule {
    id: "lifecycle-column",
    sentence: "A lifecycle's column may change, and its default is a state that a row may begin in.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        for (name, invariant) in &table.invariants {
            let Invariant::Lifecycle { column, initial, transitions } = invariant else { continue };
            let origin = context.invariant(table_name, name);
            if !transitions.is_empty()
                && let Some(fixes) = immutable(table, column)
            {
                diagnostics.push(
                    Diagnostic::error(RULE.id, format!("{origin}: {fixes} of {table_name} lets no {column} change"))
                        .note("no declared transition could happen")
                        .help("name the columns of #[immutable(...)], all but this one"),
                );
            }
            if let Some(default) = table.column(column).and_then(|column| not_initial(column, initial)) {
                diagnostics.push(
                    Diagnostic::error(
                        RULE.id,
                        format!("{origin}: the default {default} of {column} is no state that a row begins in"),
                    )
                    .note("every INSERT without a value for it would fail with SQLSTATE 23514")
                    .help(format!("write default = \"'{}'\", or add the state to `initial`", initial.join("' or '"))),
                );
            }
        }
    }
}

/// The invariant that lets the column never change.
fn immutable<'a>(table: &'a Table, column: &Ident) -> Option<&'a Ident> {
    table.invariants.iter().find_map(|(name, invariant)| match invariant {
        Invariant::Immutable(fixed) if fixed.columns.contains(column) => Some(name),
        _ => None,
    })
}

/// A constant default that is not among the initial states; only a plain constant can be judged here.
fn not_initial<'a>(column: &'a Column, initial: &[String]) -> Option<&'a str> {
    let default = column.default.as_deref().map(str::trim)?;
    let is_constant = default.starts_with('\'') && default.ends_with('\'');
    (is_constant && !initial.iter().any(|state| literal(state) == default)).then_some(default)
}
