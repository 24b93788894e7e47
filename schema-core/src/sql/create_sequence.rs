use super::definition::sequence_options;
use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::model::SequenceOptions;
use crate::types::PgType;

/// `CREATE SEQUENCE`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateSequence {
    /// Its name.
    pub name: QualifiedName,
    /// `smallint`, `integer` or `bigint`.
    pub pg_type: PgType,
    /// How it counts.
    pub options: SequenceOptions,
}

impl Kind for CreateSequence {
    fn title(&self) -> String {
        format!("create sequence {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "CREATE SEQUENCE {} AS {}{};", self.name, self.pg_type, sequence_options(&self.options));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        let is = Some((self.pg_type.clone(), self.options.clone()));
        ObjectFact::Sequence { name: self.name.clone(), is }.into()
    }
}
