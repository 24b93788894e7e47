use super::definition::nextval;
use super::sequence_position::push_set_behind;
use super::{Kind, LastNumber, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::SequenceOptions;
use crate::types::PgType;

/// `ALTER TABLE ... ALTER COLUMN ... SET DEFAULT nextval(...)` of a column that has numbers already: in the same transaction
/// the sequence is set behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetSerialDefault {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// The sequence.
    pub sequence: QualifiedName,
    /// Its type.
    pub pg_type: PgType,
    /// How it counts.
    pub options: SequenceOptions,
    /// How the last number is found.
    pub last_number: LastNumber,
}

impl Kind for SetSerialDefault {
    fn title(&self) -> String {
        format!("have {} number {} of {}, behind the numbers that are there", self.sequence, self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        let SetSerialDefault { table, column, sequence, pg_type, options, .. } = self;
        // ALTER TABLE comes first: whoever has written a row has committed by then, and the SELECT sees it.
        push!(sql, "ALTER TABLE {table}\n    ALTER COLUMN {column} SET DEFAULT {};", nextval(sequence));
        push_set_behind(sql, (table, column), sequence, (pg_type, options));
    }

    fn effects(&self, _major: &Major) -> Effects {
        let locked =
            Effects::lock(&self.table, LockMode::AccessExclusive).and_lock(&self.sequence, LockMode::RowExclusive);
        match self.last_number {
            LastNumber::ByScan => locked.and_scan(&self.table),
            LastNumber::ByIndex | LastNumber::Given => locked,
        }
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Default { table: self.table.clone(), column: self.column.clone(), exists: true }
    }
}
