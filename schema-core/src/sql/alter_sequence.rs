use super::definition::full_sequence_options;
use super::sequence_position::push_begins_anew;
use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::SequenceOptions;
use crate::types::PgType;

/// `ALTER SEQUENCE`, with all options written out. The number that comes next stays what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterSequence {
    /// Its name.
    pub name: QualifiedName,
    /// `smallint`, `integer` or `bigint`.
    pub pg_type: PgType,
    /// How it is to count.
    pub options: SequenceOptions,
    /// Whether it begins anew if it has given no number yet: the first one would be outside of its bounds.
    pub begins_anew: bool,
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
        match self.begins_anew {
            true => push_begins_anew(sql, &self.name, &format!("ALTER SEQUENCE {} CACHE 1", self.name), &alter),
            false => push!(sql, "{alter};"),
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::ShareRowExclusive).and_rewrite(&self.name)
    }

    fn postcondition(&self) -> Postcondition {
        let is = Some((self.pg_type.clone(), self.options.clone()));
        ObjectFact::Sequence { name: self.name.clone(), is }.into()
    }
}
