use super::{Comment, Kind, Postcondition};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::model::ObjectName;

/// `COMMENT ON` one object that belongs to no table: a namespace, a type or a part of it, a sequence, a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentOnObject {
    /// The object.
    pub object: ObjectName,
    /// What to say of it; nothing takes its comment away.
    pub comment: Option<String>,
}

impl CommentOnObject {
    fn as_comment(&self) -> Comment {
        let table = match &self.object {
            ObjectName::Namespace(name) | ObjectName::Extension(name) => QualifiedName::new(name.clone(), name.clone()),
            ObjectName::Table(name)
            | ObjectName::Type(name)
            | ObjectName::Sequence(name)
            | ObjectName::Column(name, _)
            | ObjectName::Attribute(name, _)
            | ObjectName::DomainCheck(name, _)
            | ObjectName::Constraint(name, _)
            | ObjectName::Index(name, _)
            | ObjectName::Invariant(name, _)
            | ObjectName::Trigger(name, _) => name.clone(),
            ObjectName::Routine(routine) => routine.name.clone(),
        };
        Comment { table, comments: vec![(self.object.clone(), self.comment.clone())] }
    }
}

impl Kind for CommentOnObject {
    fn title(&self) -> String {
        match &self.object {
            ObjectName::Attribute(of, name) => format!("comment on attribute {name} of {of}"),
            ObjectName::DomainCheck(domain, name) => format!("comment on check {name} of domain {domain}"),
            object => format!("comment on {object}"),
        }
    }

    fn write(&self, sql: &mut String) {
        self.as_comment().write(sql);
    }

    fn effects(&self, major: &Major) -> Effects {
        self.as_comment().effects(major)
    }

    fn postcondition(&self) -> Postcondition {
        self.as_comment().postcondition()
    }
}
