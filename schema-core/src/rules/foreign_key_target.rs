use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;
use crate::model::Deferrable;

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-target",
    sentence: "A foreign key refers to a primary key or unique constraint, not deferrable, of a table that is listed in schema!.",
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
            let wanted: BTreeSet<&Ident> = foreign_key.referenced_columns.iter().collect();
            let keys: Vec<_> =
                target.keys().filter(|(_, key)| key.columns.iter().collect::<BTreeSet<_>>() == wanted).collect();
            let columns: Vec<&str> = foreign_key.referenced_columns.iter().map(Ident::as_str).collect();
            if let Some((key, _)) = keys.first() {
                if keys.iter().all(|(_, key)| key.deferrable != Deferrable::Not) {
                    diagnostics.push(
                        Diagnostic::error(
                            RULE.id,
                            format!("{who}: the key {key} of {} is deferrable", foreign_key.references),
                        )
                        .note("PostgreSQL refuses the foreign key with SQLSTATE 55000")
                        .help("remove `deferrable` from the key, or refer to another one"),
                    );
                }
            } else {
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
