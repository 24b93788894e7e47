use super::{Context, Rule};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: Rule =
    Rule { id: "nullable-primary-key", sentence: "A column of a primary key is not declared nullable.", check };

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        let Some((name, key)) = table.primary_key() else { continue };
        for column in key.columns.iter().filter_map(|column| table.column(column)).filter(|column| column.nullable) {
            diagnostics.push(
                Diagnostic::error(
                    RULE.id,
                    format!("{}: {} is an Option", context.constraint(table_name, name), column.name),
                )
                .note("PostgreSQL makes the columns of a primary key NOT NULL in silence")
                .help("declare the field without Option"),
            );
        }
    }
}
