use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::Attribute;

/// `ALTER TYPE ... ADD ATTRIBUTE` or `DROP ATTRIBUTE`. Rows of tables with a column of the type stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterCompositeType {
    /// The type.
    pub name: QualifiedName,
    /// The attribute.
    pub attribute: Attribute,
    /// Whether it is added, behind all others, or dropped.
    pub adds: bool,
}

impl Kind for AlterCompositeType {
    fn title(&self) -> String {
        match self.adds {
            true => format!("add attribute {} to {}", self.attribute.name, self.name),
            false => format!("drop attribute {} of {}", self.attribute.name, self.name),
        }
    }

    fn write(&self, sql: &mut String) {
        let Attribute { name, pg_type, collation, .. } = &self.attribute;
        push!(sql, "ALTER TYPE {} ", self.name);
        if !self.adds {
            return push!(sql, "DROP ATTRIBUTE {name};");
        }
        push!(sql, "ADD ATTRIBUTE {name} {pg_type}");
        if let Some(collation) = collation {
            push!(sql, " COLLATE {collation}");
        }
        sql.push(';');
    }

    fn effects(&self, _major: &Major) -> Effects {
        // The relation that holds the attributes: rows of the type can be read and written meanwhile.
        Effects::lock(&self.name, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Column { table: self.name.clone(), name: self.attribute.name.clone(), exists: self.adds }
    }
}
