use super::definition::check_definition;
use super::{Kind, ObjectFact, Postcondition, default_expression, literal, push};
use crate::effects::Effects;
use crate::ident::QualifiedName;
use crate::model::UserTypeKind;

/// `CREATE TYPE` or `CREATE DOMAIN`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateType {
    /// Its name.
    pub name: QualifiedName,
    /// What it is.
    pub is: UserTypeKind,
}

impl Kind for CreateType {
    fn title(&self) -> String {
        let kind = match self.is {
            UserTypeKind::Enum(_) => "enum",
            UserTypeKind::Domain(_) => "domain",
            UserTypeKind::Composite(_) => "composite type",
        };
        format!("create {kind} {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        match &self.is {
            UserTypeKind::Enum(labels) => {
                push!(sql, "CREATE TYPE {} AS ENUM (", self.name);
                for (at, label) in labels.iter().enumerate() {
                    push!(sql, "{}\n    {}", if at == 0 { "" } else { "," }, literal(label));
                }
                sql.push_str("\n);");
            }
            UserTypeKind::Composite(attributes) => {
                push!(sql, "CREATE TYPE {} AS (", self.name);
                for (at, attribute) in attributes.iter().enumerate() {
                    let separator = if at == 0 { "" } else { "," };
                    push!(sql, "{separator}\n    {} {}", attribute.name, attribute.pg_type);
                    if let Some(collation) = &attribute.collation {
                        push!(sql, " COLLATE {collation}");
                    }
                }
                sql.push_str("\n);");
            }
            UserTypeKind::Domain(domain) => {
                push!(sql, "CREATE DOMAIN {} AS {}", self.name, domain.pg_type);
                if let Some(collation) = &domain.collation {
                    push!(sql, " COLLATE {collation}");
                }
                if let Some(default) = &domain.default {
                    push!(sql, "\n    DEFAULT {}", default_expression(default));
                }
                if !domain.nullable {
                    sql.push_str("\n    NOT NULL");
                }
                for (name, check) in &domain.checks {
                    push!(sql, "\n    CONSTRAINT {name} {}", check_definition(check));
                }
                sql.push(';');
            }
        }
    }

    fn effects(&self, _major: u16) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Type { name: self.name.clone(), exists: true }.into()
    }
}
