use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::Attribute;

/// `ALTER TYPE ... ALTER ATTRIBUTE`: of a type that no column of a table has, or PostgreSQL refuses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterAttributeType {
    /// The type.
    pub name: QualifiedName,
    /// The attribute, as it is to be.
    pub attribute: Attribute,
}

impl Kind for AlterAttributeType {
    fn title(&self) -> String {
        let Attribute { name, pg_type, .. } = &self.attribute;
        format!("give attribute {name} of {} the type {pg_type}", self.name)
    }

    fn write(&self, sql: &mut String) {
        let Attribute { name, pg_type, collation, .. } = &self.attribute;
        push!(sql, "ALTER TYPE {} ALTER ATTRIBUTE {name} TYPE {pg_type}", self.name);
        if let Some(collation) = collation {
            push!(sql, " COLLATE {collation}");
        }
        sql.push(';');
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        let Attribute { name, pg_type, collation, .. } = self.attribute.clone();
        ObjectFact::ColumnType { table: self.name.clone(), column: name, pg_type, collation }.into()
    }
}
