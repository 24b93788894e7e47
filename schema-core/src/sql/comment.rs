use super::{Kind, Postcondition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::{COMMENT_OF_PUBLIC, ObjectName};

/// `COMMENT ON`: the comments of one table and of what belongs to it, in one transaction.
///
/// One step a table, for they lock the same relations and a step a comment would bury the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The table.
    pub table: QualifiedName,
    /// What to say of each object; nothing takes its comment away.
    pub comments: Vec<(ObjectName, Option<String>)>,
}

/// What is said of an object; of `public` without a comment, what PostgreSQL says of it in a new database.
pub(super) fn said<'a>(object: &ObjectName, comment: &'a Option<String>) -> Option<&'a str> {
    match object {
        ObjectName::Namespace(name) if name.as_str() == "public" => {
            Some(comment.as_deref().unwrap_or(COMMENT_OF_PUBLIC))
        }
        _ => comment.as_deref(),
    }
}

impl Kind for Comment {
    fn title(&self) -> String {
        format!("comment on table {} and what belongs to it", self.table)
    }

    fn write(&self, sql: &mut String) {
        for (at, (object, comment)) in self.comments.iter().enumerate() {
            let newline = if at == 0 { "" } else { "\n" };
            let comment = said(object, comment).map_or("NULL".to_owned(), literal);
            match object {
                ObjectName::Namespace(name) => push!(sql, "{newline}COMMENT ON SCHEMA {name} IS {comment};"),
                ObjectName::Type(name) => push!(sql, "{newline}COMMENT ON TYPE {name} IS {comment};"),
                ObjectName::Sequence(name) => push!(sql, "{newline}COMMENT ON SEQUENCE {name} IS {comment};"),
                ObjectName::Routine(name) => push!(sql, "{newline}COMMENT ON ROUTINE {name} IS {comment};"),
                ObjectName::Extension(name) => push!(sql, "{newline}COMMENT ON EXTENSION {name} IS {comment};"),
                ObjectName::Table(table) => push!(sql, "{newline}COMMENT ON TABLE {table} IS {comment};"),
                ObjectName::Column(table, column) | ObjectName::Attribute(table, column) => {
                    push!(sql, "{newline}COMMENT ON COLUMN {table}.{column} IS {comment};");
                }
                ObjectName::DomainCheck(domain, name) => {
                    push!(sql, "{newline}COMMENT ON CONSTRAINT {name} ON DOMAIN {domain} IS {comment};");
                }
                ObjectName::Constraint(table, name) => {
                    push!(sql, "{newline}COMMENT ON CONSTRAINT {name} ON {table} IS {comment};");
                }
                ObjectName::Invariant(table, name) | ObjectName::Trigger(table, name) => {
                    push!(sql, "{newline}COMMENT ON TRIGGER {name} ON {table} IS {comment};");
                }
                ObjectName::Index(table, name) => {
                    push!(sql, "{newline}COMMENT ON INDEX {} IS {comment};", table.sibling(name));
                }
            }
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        self.comments.iter().fold(Effects::none(), |effects, (object, _)| match object {
            ObjectName::Namespace(_)
            | ObjectName::Extension(_)
            | ObjectName::Type(_)
            | ObjectName::DomainCheck(..)
            | ObjectName::Routine(_) => effects,
            ObjectName::Table(table)
            | ObjectName::Column(table, _)
            | ObjectName::Attribute(table, _)
            | ObjectName::Sequence(table) => effects.and_lock(table, LockMode::ShareUpdateExclusive),
            ObjectName::Constraint(table, _) | ObjectName::Invariant(table, _) | ObjectName::Trigger(table, _) => {
                effects.and_lock(table, LockMode::AccessShare)
            }
            ObjectName::Index(table, name) => effects.and_lock(&table.sibling(name), LockMode::ShareUpdateExclusive),
        })
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Comments(self.comments.clone())
    }
}
