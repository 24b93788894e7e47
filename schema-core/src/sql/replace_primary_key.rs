use super::definition::{constraint_catalog_text, deferrability};
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Constraint, Key};

/// `ALTER TABLE ... DROP CONSTRAINT ..., ADD CONSTRAINT ... PRIMARY KEY USING INDEX`: one statement, so that the table has a
/// primary key at every moment. PostgreSQL drops before it adds, and renames the index to the constraint's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacePrimaryKey {
    /// The table.
    pub table: QualifiedName,
    /// The name of the primary key that goes.
    pub from: Ident,
    /// The name of the one that comes.
    pub name: Ident,
    /// The unique index that it is made of.
    pub index: Ident,
    /// The key; the index has its columns already, which are NOT NULL.
    pub key: Key,
}

impl Kind for ReplacePrimaryKey {
    fn title(&self) -> String {
        let ReplacePrimaryKey { table, from, name, index, .. } = self;
        format!("make index {index} the primary key {name} of {table} in place of {from}")
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "ALTER TABLE {}\n    DROP CONSTRAINT {},\n    ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}{};",
            self.table,
            self.from,
            self.name,
            self.index,
            deferrability(self.key.deferrable)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: 'p',
            validated: true,
            definition: constraint_catalog_text(&Constraint::PrimaryKey(self.key.clone())),
        }
    }
}
