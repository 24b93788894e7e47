use super::definition::push_domain;
use super::{AddDomainCheck, Kind, ObjectFact, Postcondition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Domain, UserTypeKind};

/// `CREATE TYPE` or `CREATE DOMAIN`
///
/// CREATE DOMAIN has no word for a CHECK that is NOT VALID: [`CreateType::checks_apart`] adds those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateType {
    /// Its name.
    pub name: QualifiedName,
    /// What it is.
    pub is: UserTypeKind,
}

impl CreateType {
    /// Returns what adds the CHECKs of a domain that are not valid.
    pub fn checks_apart(&self) -> Vec<AddDomainCheck> {
        let UserTypeKind::Domain(Domain { checks, .. }) = &self.is else { return Vec::new() };
        let add = |(name, check): (&Ident, &Check)| AddDomainCheck {
            domain: self.name.clone(),
            name: name.clone(),
            check: check.clone(),
        };
        checks.iter().filter(|(_, check)| !check.validity.is_valid()).map(add).collect()
    }
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
                push!(sql, "CREATE DOMAIN {} AS ", self.name);
                push_domain(sql, domain, "\n    ", |check| check.validity.is_valid());
                sql.push(';');
            }
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Type { name: self.name.clone(), exists: true }.into()
    }
}
