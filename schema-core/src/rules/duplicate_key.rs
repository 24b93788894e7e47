use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;

pub(super) const RULE: Rule =
    Rule { id: "duplicate-key", sentence: "A table has no two keys over the same columns in the same order.", check };

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        let mut seen: BTreeMap<&[Ident], &Ident> = BTreeMap::new();
        for (name, key) in table.keys() {
            if let Some(other) = seen.insert(&key.columns, name) {
                let message = format!("{}: it has the columns of {other}", context.constraint(table_name, name));
                let diagnostic = match table.partitioning {
                    None => Diagnostic::warning(RULE.id, message)
                        .note("each insert writes both indexes, and one of them serves nothing"),
                    Some(_) => Diagnostic::error(RULE.id, message).note(
                        "PostgreSQL makes one of the two with the table, and a key of a partitioned table is not added online",
                    ),
                };
                diagnostics.push(diagnostic.help("remove one of them"));
            }
        }
    }
}
