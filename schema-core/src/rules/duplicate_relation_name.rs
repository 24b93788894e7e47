use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::QualifiedName;
use crate::model::UserTypeKind;
use crate::sql::identity_sequence;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-relation-name",
    sentence: "Tables, partitions, sequences, those of identity columns too, composite types, indexes and the indexes behind keys and exclusion constraints share the names of a namespace.",
    check,
};

const NAME: &str = "name = \"...\"";

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<QualifiedName, String> = BTreeMap::new();
    let mut claim = |relation: QualifiedName, owner: String, attribute: &str| {
        if let Some(other) = owners.get(&relation) {
            diagnostics.push(
                Diagnostic::error(RULE.id, format!("{relation} is both {other} and {owner}"))
                    .note("PostgreSQL keeps tables, sequences, types of rows and indexes of a namespace under one set of names")
                    .help(format!("give one of them another name with `{attribute}`")),
            );
        } else {
            owners.insert(relation, owner);
        }
    };
    for name in context.model.tables.keys() {
        claim(name.clone(), "a table".to_owned(), NAME);
    }
    for name in context.model.sequences.keys() {
        claim(name.clone(), "a sequence".to_owned(), NAME);
    }
    for (name, table) in &context.model.tables {
        for placed in table.partitions(name) {
            claim(placed.name.clone(), format!("a partition of {name}"), NAME);
        }
    }
    for (name, user_type) in &context.model.types {
        if matches!(user_type.is, UserTypeKind::Composite(_)) {
            claim(name.clone(), "a composite type".to_owned(), NAME);
        } else if context.model.tables.contains_key(name) {
            // A table is a type too: that of its rows.
            claim(name.clone(), "a type".to_owned(), NAME);
        }
    }
    for (name, table) in &context.model.tables {
        let with_index = table.constraints.iter().filter(|(_, constraint)| constraint.index_options().is_some());
        for (constraint, _) in with_index {
            claim(name.sibling(constraint), format!("the index behind a constraint of {name}"), NAME);
        }
        for index in table.indexes.keys() {
            claim(name.sibling(index), format!("an index of {name}"), NAME);
        }
        for column in &table.columns {
            if let Some(identity) = &column.identity {
                let owner = format!("the sequence of column {} of {name}", column.name);
                claim(identity_sequence(name, &column.name, identity), owner, "identity(sequence = \"...\")");
            }
        }
    }
}
