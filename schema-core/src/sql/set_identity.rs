use super::definition::{full_sequence_options, identity_definition, identity_sequence};
use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::Effects;
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Identity;
use crate::types::PgType;

/// Makes a NOT NULL column an identity column, or changes how one counts. The first number is that of the options: rows
/// that are there are not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetIdentity {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// Its type.
    pub pg_type: PgType,
    /// What it is to be.
    pub identity: Identity,
    /// Whether it is an identity column already.
    pub replaces: bool,
    /// Whether it has a default, which goes in the same moment.
    pub drops_default: bool,
}

impl Kind for SetIdentity {
    fn title(&self) -> String {
        let SetIdentity { table, column, .. } = self;
        match self.replaces {
            true => format!("change how {column} of {table} counts"),
            false => format!("make {column} of {table} an identity column"),
        }
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}", self.table);
        if self.drops_default {
            push!(sql, "\n    ALTER COLUMN {} DROP DEFAULT,", self.column);
        }
        push!(sql, "\n    ALTER COLUMN {} ", self.column);
        if !self.replaces {
            push!(sql, "ADD {};", identity_definition(&self.identity));
            return;
        }
        let when = if self.identity.always { "ALWAYS" } else { "BY DEFAULT" };
        push!(sql, "SET GENERATED {when}");
        for option in full_sequence_options(&self.identity.options, &self.pg_type) {
            push!(sql, "\n        SET {option}");
        }
        sql.push(';');
    }

    fn effects(&self, _major: u16) -> Effects {
        let locked = Effects::lock(&self.table, LockMode::AccessExclusive);
        match identity_sequence(&self.table, &self.column).filter(|_| self.replaces) {
            Some(sequence) => locked.and_lock(&sequence, LockMode::ShareRowExclusive).and_rewrite(&sequence),
            None => locked,
        }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Identity {
            table: self.table.clone(),
            column: self.column.clone(),
            is: Some((self.identity.clone(), self.pg_type.clone())),
        }
        .into()
    }
}
