use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... SET LOGGED` or `SET UNLOGGED`: PostgreSQL writes the table, its indexes and its sequences anew.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-LOGGED-UNLOGGED>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetPersistence {
    /// The table.
    pub table: QualifiedName,
    /// Sequences that its columns own: they become the same.
    pub sequences: Vec<QualifiedName>,
    /// What it becomes.
    pub persistence: Persistence,
}

/// Whether a table survives a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// It does.
    Logged,
    /// It is empty then.
    Unlogged,
}

impl Persistence {
    /// Returns the other one.
    pub fn other(self) -> Persistence {
        match self {
            Persistence::Logged => Persistence::Unlogged,
            Persistence::Unlogged => Persistence::Logged,
        }
    }

    /// Returns it in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Persistence::Logged => "logged",
            Persistence::Unlogged => "unlogged",
        }
    }
}

impl Kind for SetPersistence {
    fn title(&self) -> String {
        format!("make table {} {}", self.table, self.persistence.word())
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    SET {};", self.table, self.persistence.word().to_uppercase());
    }

    fn effects(&self, _major: &Major) -> Effects {
        let effects =
            Effects::lock(&self.table, LockMode::AccessExclusive).and_scan(&self.table).and_rewrite(&self.table);
        let with = |effects: Effects, name| effects.and_lock(name, LockMode::AccessExclusive).and_rewrite(name);
        self.sequences.iter().fold(effects, with)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Persistence { table: self.table.clone(), unlogged: self.persistence == Persistence::Unlogged }
    }
}
