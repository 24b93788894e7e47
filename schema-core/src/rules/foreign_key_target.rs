use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-target",
    sentence: "A foreign key refers to a primary key or unique constraint of a table that is listed in schema!.",
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
            let wanted: BTreeSet<&Ident> = foreign_key.referenced_columns.iter().collect();
            if !target.keys().any(|(_, key)| key.columns.iter().collect::<BTreeSet<_>>() == wanted) {
                let columns: Vec<&str> = foreign_key.referenced_columns.iter().map(Ident::as_str).collect();
                diagnostics.push(
                    Diagnostic::error(
                        RULE.id,
                        format!("{who}: {} has no key on ({})", foreign_key.references, columns.join(", ")),
                    )
                    .note("PostgreSQL refuses the foreign key with SQLSTATE 42830")
                    .help(format!("add #[unique({})] to the referenced struct", columns.join(", "))),
                );
            }
        }
    }
}
