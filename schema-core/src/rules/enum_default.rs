use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::sql::literal;

pub(super) const RULE: Rule =
    Rule { id: "enum-default", sentence: "The default of a text enum is one of its values.", check };

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for table in context.schema.tables {
        for column in table.columns.iter().filter(|column| !column.values.is_empty()) {
            let Some(default) = column.default.map(str::trim) else { continue };
            // Only a plain constant can be judged here.
            let is_constant = default.starts_with('\'') && default.ends_with('\'');
            if is_constant && !column.values.iter().any(|value| literal(value) == default) {
                diagnostics.push(
                    Diagnostic::error(
                        RULE.id,
                        format!(
                            "{}::{}: the default {default} of {}.{} is none of {}",
                            table.rust_name,
                            column.field,
                            table.name,
                            column.name,
                            column.values.join(", ")
                        ),
                    )
                    .note("every INSERT without a value for it would fail with SQLSTATE 23514")
                    .help("write one of the values, in quotes"),
                );
            }
        }
    }
}
