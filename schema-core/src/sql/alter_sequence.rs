use super::definition::full_sequence_options;
use super::{Kind, ObjectFact, Postcondition, SequencePosition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::SequenceOptions;
use crate::types::PgType;

/// `ALTER SEQUENCE`, with all options written out. The number that comes next stays what it was, where it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterSequence {
    /// Its name.
    pub name: QualifiedName,
    /// `smallint`, `integer` or `bigint`.
    pub pg_type: PgType,
    /// How it is to count.
    pub options: SequenceOptions,
    /// Where it goes on.
    pub position: SequencePosition,
}

impl Kind for AlterSequence {
    fn title(&self) -> String {
        format!("change how sequence {} counts", self.name)
    }

    fn write(&self, sql: &mut String) {
        let mut alter = format!("ALTER SEQUENCE {} AS {}", self.name, self.pg_type);
        for option in full_sequence_options(&self.options, &self.pg_type) {
            push!(alter, "\n    {option}");
        }
        self.position.push(sql, &self.name, &alter);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::ShareRowExclusive).and_rewrite(&self.name)
    }

    fn postcondition(&self) -> Postcondition {
        let is = Some((self.pg_type.clone(), self.options.clone()));
        ObjectFact::Sequence { name: self.name.clone(), is }.into()
    }
}
