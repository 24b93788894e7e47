use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-target",
    sentence: "A foreign key refers to a primary key, a unique constraint, not deferrable, or a unique index of all rows, of a table that is listed in schema!.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        for (name, foreign_key) in table.foreign_keys() {
            let who = context.constraint(table_name, name);
            let Some(target) = context.model.tables.get(&foreign_key.references) else {
                diagnostics.push(
                    Diagnostic::error(RULE.id, format!("{who}: table {} is not in schema!", foreign_key.references))
                        .help("add the struct to `tables = [...]`"),
                );
                continue;
            };
            if target.unlogged && !table.unlogged {
                diagnostics.push(
                    Diagnostic::error(RULE.id, format!("{who}: table {} is unlogged", foreign_key.references))
                        .note("PostgreSQL refuses the foreign key of a logged table with SQLSTATE 42P16")
                        .help("make both tables unlogged, or neither"),
                );
            }
            if target.bears(foreign_key) {
                continue;
            }
            let columns: Vec<&str> = foreign_key.referenced_columns.iter().map(Ident::as_str).collect();
            let error = match target.keys().find(|(_, key)| foreign_key.refers_to(&key.columns)) {
                Some((key, _)) => Diagnostic::error(
                    RULE.id,
                    format!("{who}: the key {key} of {} is deferrable", foreign_key.references),
                )
                .note("PostgreSQL refuses the foreign key with SQLSTATE 55000")
                .help("remove `deferrable` from the key, or refer to another one"),
                None => Diagnostic::error(
                    RULE.id,
                    format!("{who}: {} has no key on ({})", foreign_key.references, columns.join(", ")),
                )
                .note("PostgreSQL refuses the foreign key with SQLSTATE 42830")
                .help(format!("add #[unique({})] to the referenced struct", columns.join(", "))),
            };
            diagnostics.push(error);
        }
    }
}
