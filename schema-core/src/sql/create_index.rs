use super::{Kind, Postcondition, index_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Index;

/// `CREATE INDEX`, on a table that the same migration made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateIndex {
    /// The table.
    pub table: QualifiedName,
    /// The index's name.
    pub name: Ident,
    /// The index.
    pub index: Index,
}

impl Kind for CreateIndex {
    fn title(&self) -> String {
        format!("create {}index {} on the new table {}", unique(&self.index), self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "CREATE {}INDEX {}\n    ON {} {};",
            unique(&self.index).to_uppercase(),
            self.name,
            self.table,
            index_definition(&self.index)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::Share).and_scan(&self.table)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::IndexValid { table: self.table.clone(), name: self.name.clone() }
    }
}

pub(super) fn unique(index: &Index) -> &'static str {
    if index.unique { "unique " } else { "" }
}
