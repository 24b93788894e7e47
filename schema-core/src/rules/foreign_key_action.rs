use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;
use crate::model::{ForeignKey, ReferentialAction, Table};

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-action",
    sentence: "What SET NULL or SET DEFAULT writes is a value that the table accepts.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        for (name, foreign_key) in table.foreign_keys() {
            for (event, action) in [("ON DELETE", &foreign_key.on_delete), ("ON UPDATE", &foreign_key.on_update)] {
                for column in cleared(foreign_key, action, table) {
                    diagnostics.push(
                        Diagnostic::error(
                            RULE.id,
                            format!(
                                "{}: {event} SET NULL would clear {column}, which is NOT NULL",
                                context.constraint(table_name, name)
                            ),
                        )
                        .note("the delete of the referenced row would fail with SQLSTATE 23502")
                        .help("name the columns to clear: `set_null(column)`, or make the field an Option"),
                    );
                }
            }
        }
    }
}

/// The columns that the action sets to NULL although they may not be.
fn cleared<'a>(foreign_key: &'a ForeignKey, action: &'a ReferentialAction, table: &Table) -> Vec<&'a Ident> {
    let columns = match action {
        ReferentialAction::SetNull(columns) if columns.is_empty() => &foreign_key.columns,
        ReferentialAction::SetNull(columns) => columns,
        ReferentialAction::NoAction
        | ReferentialAction::Restrict
        | ReferentialAction::Cascade
        | ReferentialAction::SetDefault(_) => return Vec::new(),
    };
    columns.iter().filter(|column| table.column(column).is_some_and(|column| !column.nullable)).collect()
}
