use super::create_partitioned_index::{IndexPart, effects_of_part, push_attach};
use super::definition::{constraint_catalog_text, constraint_definition};
use super::{KeyKind, Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Constraint, Key};

/// `ALTER TABLE ONLY ... ADD CONSTRAINT ... UNIQUE | PRIMARY KEY` of a partitioned table in use, of the keys that its
/// partitions have: nothing is read. PostgreSQL knows no USING INDEX of a partitioned table.
///
/// <https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddPartitionedKey {
    /// The table.
    pub table: QualifiedName,
    /// The constraint's name, and its index's.
    pub name: Ident,
    /// Which constraint it is.
    pub kind: KeyKind,
    /// The key.
    pub key: Key,
    /// The keys of the partitions, each before those below it.
    pub parts: Vec<IndexPart>,
}

impl AddPartitionedKey {
    fn constraint(&self) -> Constraint {
        match self.kind {
            KeyKind::PrimaryKey => Constraint::PrimaryKey(self.key.clone()),
            KeyKind::Unique => Constraint::Unique(self.key.clone()),
        }
    }
}

impl Kind for AddPartitionedKey {
    fn title(&self) -> String {
        let kind = self.kind.sql().to_lowercase();
        format!("make the {kind} {} of {} of those of its partitions", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        let definition = constraint_definition(&self.constraint());
        let add = |table: &QualifiedName, name: &Ident| {
            format!("ALTER TABLE ONLY {table}\n    ADD CONSTRAINT {name} {definition};")
        };
        push!(sql, "{}", add(&self.table, &self.name));
        for part in self.parts.iter().filter(|part| part.is_divided) {
            push!(sql, "\n{}", add(&part.table, &part.name));
        }
        push_attach(sql, &self.parts);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let effects = Effects::lock(&self.table, LockMode::AccessExclusive);
        self.parts.iter().fold(effects, |effects, part| effects_of_part(effects, part, LockMode::AccessExclusive))
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: match self.kind {
                KeyKind::PrimaryKey => 'p',
                KeyKind::Unique => 'u',
            },
            validated: true,
            definition: constraint_catalog_text(&self.constraint()),
        }
    }
}
