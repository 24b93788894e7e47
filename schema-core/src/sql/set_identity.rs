use super::definition::{full_sequence_options, identity_definition, identity_sequence};
use super::sequence_position::push_set_behind;
use super::{Kind, LastNumber, ObjectFact, Postcondition, SequencePosition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Identity;
use crate::types::PgType;

/// Makes a NOT NULL column an identity column, or changes how one counts.
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
    /// What gave its numbers so far.
    pub so_far: Numbering,
    /// Whether it has a default, which goes in the same moment.
    pub drops_default: bool,
}

/// What has given a column its numbers, and where the identity column goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// It is an identity column already, whose sequence goes on there.
    Identity(SequencePosition),
    /// Whoever wrote the rows.
    Rows(LastNumber),
    /// The sequence of a serial column, which goes.
    Sequence {
        /// Its name.
        name: QualifiedName,
        /// Its name while the new one is made, which may need the old name.
        meanwhile: Ident,
        /// How the last number of the rows is found.
        last_number: LastNumber,
    },
}

impl Kind for SetIdentity {
    fn title(&self) -> String {
        let SetIdentity { table, column, .. } = self;
        match self.so_far {
            Numbering::Identity(_) => format!("change how {column} of {table} counts"),
            Numbering::Rows(LastNumber::Given) => format!("make {column} of {table} an identity column"),
            Numbering::Rows(_) | Numbering::Sequence { .. } => {
                format!("make {column} of {table} an identity column, behind the numbers that are there")
            }
        }
    }

    fn write(&self, sql: &mut String) {
        let SetIdentity { table, column, .. } = self;
        match &self.so_far {
            Numbering::Identity(position) => self.push_counting(sql, *position),
            Numbering::Rows(last_number) => {
                self.push_drop_default(sql, ',');
                push!(sql, "\n    ALTER COLUMN {column} ADD {};", identity_definition(table, &self.identity));
                self.push_set_behind(sql, *last_number);
            }
            Numbering::Sequence { name, meanwhile, last_number } => {
                let old = name.sibling(meanwhile);
                // The new sequence may need the name of the old one, which the default holds on to.
                self.push_drop_default(sql, ';');
                push!(sql, "\nALTER SEQUENCE {name}\n    RENAME TO {meanwhile};");
                let definition = identity_definition(table, &self.identity);
                push!(sql, "\nALTER TABLE {table}\n    ALTER COLUMN {column} ADD {definition};");
                let (own, old_text) = (literal(&self.sequence().to_string()), literal(&old.to_string()));
                push!(
                    sql,
                    "\nSELECT pg_catalog.setval({own}, last) FROM pg_catalog.pg_sequence_last_value({old_text}) AS last WHERE last IS NOT NULL;"
                );
                self.push_set_behind(sql, *last_number);
                push!(sql, "\nDROP SEQUENCE {old};");
            }
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        let locked = Effects::lock(&self.table, LockMode::AccessExclusive);
        match &self.so_far {
            Numbering::Identity(_) => {
                let sequence = self.sequence();
                locked.and_lock(&sequence, LockMode::ShareRowExclusive).and_rewrite(&sequence)
            }
            Numbering::Rows(LastNumber::ByScan) => locked.and_scan(&self.table),
            Numbering::Rows(LastNumber::ByIndex | LastNumber::Given) => locked,
            Numbering::Sequence { name, last_number, .. } => {
                let locked = locked.and_lock(name, LockMode::AccessExclusive);
                if *last_number == LastNumber::ByScan { locked.and_scan(&self.table) } else { locked }
            }
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

impl SetIdentity {
    fn sequence(&self) -> QualifiedName {
        identity_sequence(&self.table, &self.column, &self.identity)
    }

    /// Writes the beginning of ALTER TABLE, up to the end of what drops the default, where there is one.
    fn push_drop_default(&self, sql: &mut String, end: char) {
        push!(sql, "ALTER TABLE {}", self.table);
        if self.drops_default {
            push!(sql, "\n    ALTER COLUMN {} DROP DEFAULT{end}", self.column);
        }
    }

    /// Writes how an identity column is to count.
    fn push_counting(&self, sql: &mut String, position: SequencePosition) {
        let when = if self.identity.always { "ALWAYS" } else { "BY DEFAULT" };
        let SetIdentity { table, column, .. } = self;
        let mut alter = format!("ALTER TABLE {table}\n    ALTER COLUMN {column} SET GENERATED {when}");
        for option in full_sequence_options(&self.identity.options, &self.pg_type) {
            push!(alter, "\n        SET {option}");
        }
        position.push(sql, &self.sequence(), &alter);
    }

    fn push_set_behind(&self, sql: &mut String, last_number: LastNumber) {
        match last_number {
            LastNumber::Given => {}
            LastNumber::ByIndex | LastNumber::ByScan => {
                let counts = (&self.pg_type, &self.identity.options);
                push_set_behind(sql, (&self.table, &self.column), &self.sequence(), counts);
            }
        }
    }
}
