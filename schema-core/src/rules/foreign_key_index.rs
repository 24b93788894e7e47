use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::Ident;
use crate::model::{ForeignKey, Index, IndexTerm, Table};

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-index",
    sentence: "Each foreign key is served by an index that starts with its columns.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        for (name, foreign_key) in table.foreign_keys().filter(|(_, foreign_key)| !is_served(table, foreign_key)) {
            let columns: Vec<&str> = foreign_key.columns.iter().map(Ident::as_str).collect();
            diagnostics.push(
                Diagnostic::warning(
                    RULE.id,
                    format!("{}: no index starts with ({})", context.constraint(table_name, name), columns.join(", ")),
                )
                .note(format!(
                    "each delete of a row of {}, and each change of its key, would scan all of {table_name}",
                    foreign_key.references
                ))
                .help(format!("add #[index({})]", columns.join(", "))),
            );
        }
    }
}

/// Tells whether some key or whole index has the foreign key's columns, in any order, as its first ones.
fn is_served(table: &Table, foreign_key: &ForeignKey) -> bool {
    let width = foreign_key.columns.len();
    let serves = |leading: &[&Ident]| {
        leading.len() == width && foreign_key.columns.iter().all(|column| leading.contains(&column))
    };
    table.keys().any(|(_, key)| serves(&key.columns.iter().take(width).collect::<Vec<_>>()))
        || table
            .indexes
            .values()
            .filter(|index| index.predicate.is_none() && finds_equal(index))
            .any(|index| serves(&leading_columns(index, width)))
}

/// Tells whether the access method looks for equal values.
fn finds_equal(index: &Index) -> bool {
    index.method.as_ref().is_none_or(|method| method.as_str() == "hash")
}

fn leading_columns(index: &Index, width: usize) -> Vec<&Ident> {
    let columns = index.keys.iter().map_while(|key| match &key.term {
        IndexTerm::Column(column) => Some(column),
        IndexTerm::Expression(_) => None,
    });
    columns.take(width).collect()
}
