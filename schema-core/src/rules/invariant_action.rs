use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;
use crate::model::{Fixed, ForeignKey, Invariant, ReferentialAction};

pub(super) const RULE: Rule = Rule {
    id: "invariant-action",
    sentence: "No foreign key's action writes to a column that an invariant fixes, but SET NULL, which it lets pass.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        for (name, invariant) in &table.invariants {
            let Some(fixed) = fixed(invariant) else { continue };
            for (foreign_key_name, foreign_key) in table.foreign_keys() {
                for (event, action) in [("ON DELETE", &foreign_key.on_delete), ("ON UPDATE", &foreign_key.on_update)] {
                    let written = written(foreign_key, event, action);
                    let Some(column) = written.iter().find(|column| fixed.columns.contains(column)) else { continue };
                    let origin = context.invariant(table_name, name);
                    diagnostics.push(
                        Diagnostic::error(
                            RULE.id,
                            format!(
                                "{origin}: {event} of {foreign_key_name} would change {column}, which {name} fixes"
                            ),
                        )
                        .note("such a delete or update of the referenced row would fail with SQLSTATE 23514")
                        .help("declare the action as restrict, or leave the column out of what is fixed"),
                    );
                }
            }
        }
    }
}

fn fixed(invariant: &Invariant) -> Option<&Fixed> {
    match invariant {
        Invariant::Immutable(fixed) | Invariant::Frozen { fixed, .. } | Invariant::FrozenWith { fixed, .. } => {
            Some(fixed)
        }
        Invariant::Lifecycle { .. } | Invariant::InsertRequires(_) => None,
    }
}

/// The columns that the action gives another value than NULL.
fn written<'a>(foreign_key: &'a ForeignKey, event: &str, action: &'a ReferentialAction) -> &'a [Ident] {
    match action {
        ReferentialAction::SetDefault(columns) if columns.is_empty() => &foreign_key.columns,
        ReferentialAction::SetDefault(columns) => columns,
        ReferentialAction::Cascade if event == "ON UPDATE" => &foreign_key.columns,
        ReferentialAction::Cascade
        | ReferentialAction::NoAction
        | ReferentialAction::Restrict
        | ReferentialAction::SetNull(_) => &[],
    }
}
