use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::QualifiedName;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-relation-name",
    sentence: "Tables, indexes and the indexes behind primary keys and unique constraints share the names of a namespace.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<QualifiedName, String> = BTreeMap::new();
    let mut claim = |relation: QualifiedName, owner: String| {
        if let Some(other) = owners.get(&relation) {
            diagnostics.push(
                Diagnostic::error(RULE.id, format!("{relation} is both {other} and {owner}"))
                    .note("PostgreSQL keeps tables and indexes of a namespace under one set of names")
                    .help("give one of them another name with `name = \"...\"`"),
            );
        } else {
            owners.insert(relation, owner);
        }
    };
    for name in context.model.tables.keys() {
        claim(name.clone(), "a table".to_owned());
    }
    for (name, table) in &context.model.tables {
        for (key, _) in table.keys() {
            claim(name.sibling(key), format!("the index behind a constraint of {name}"));
        }
        for index in table.indexes.keys() {
            claim(name.sibling(index), format!("an index of {name}"));
        }
    }
}
