use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;
use crate::model::{ForeignKey, MatchType, ReferentialAction, Table};

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-action",
    sentence: "What SET NULL writes is a value that the table and the foreign key accept.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        for (name, foreign_key) in table.foreign_keys() {
            for (event, action) in [("ON DELETE", &foreign_key.on_delete), ("ON UPDATE", &foreign_key.on_update)] {
                if leaves_half(foreign_key, action) {
                    diagnostics.push(
                        Diagnostic::error(
                            RULE.id,
                            format!(
                                "{}: {event} SET NULL names some columns of a MATCH FULL key",
                                context.constraint(table_name, name)
                            ),
                        )
                        .note("MATCH FULL refuses a key that is NULL in part: each such delete would fail with SQLSTATE 23503")
                        .help("leave out the columns, or leave out `match = full`"),
                    );
                }
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

/// Tells whether the action would leave a key of MATCH FULL that is NULL in part.
fn leaves_half(foreign_key: &ForeignKey, action: &ReferentialAction) -> bool {
    let is_part = |columns: &Vec<Ident>| !columns.is_empty() && columns.len() < foreign_key.columns.len();
    foreign_key.match_type == MatchType::Full
        && matches!(action, ReferentialAction::SetNull(columns) if is_part(columns))
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
