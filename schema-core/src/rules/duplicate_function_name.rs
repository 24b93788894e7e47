use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::QualifiedName;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-function-name",
    sentence: "The triggers of a namespace's invariants each have a function, and so a name, of their own.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<QualifiedName, &QualifiedName> = BTreeMap::new();
    for (table_name, table) in &context.model.tables {
        for name in table.invariants.keys() {
            let Some(other) = owners.insert(table_name.sibling(name), table_name) else { continue };
            diagnostics.push(
                Diagnostic::error(
                    RULE.id,
                    format!(
                        "{} is the function of an invariant of {other} and of one of {table_name}",
                        table_name.sibling(name)
                    ),
                )
                .help("give one of them another name with `name = \"...\"`"),
            );
        }
    }
}
