//! Types of a schema's own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Check, ObjectName};
use crate::ident::{Ident, QualifiedName};
use crate::types::PgType;

/// A type that the schema makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserType {
    /// What it is.
    pub is: UserTypeKind,
    /// COMMENT ON TYPE, or ON DOMAIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What a type of a schema's own is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserTypeKind {
    /// `CREATE TYPE ... AS ENUM`: the labels in their order.
    Enum(Vec<String>),
    /// `CREATE DOMAIN`
    Domain(Domain),
    /// `CREATE TYPE ... AS (...)`: its attributes in their order.
    Composite(Vec<Attribute>),
}

/// A type with conditions on its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// The type underneath.
    #[serde(rename = "type")]
    pub pg_type: PgType,
    /// `COLLATE`, where it is not the type's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<QualifiedName>,
    /// `DEFAULT`, as SQL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether a value may be NULL.
    pub nullable: bool,
    /// By name; the value is called VALUE in the condition.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub checks: BTreeMap<Ident, Check>,
}

/// An attribute of a composite type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The name.
    pub name: Ident,
    /// The type.
    #[serde(rename = "type")]
    pub pg_type: PgType,
    /// `COLLATE`, where it is not the type's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<QualifiedName>,
    /// COMMENT ON COLUMN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl UserType {
    /// Returns every comment of the type and of what belongs to it.
    pub fn comments(&self, name: &QualifiedName) -> BTreeMap<ObjectName, String> {
        let own = self.comment.iter().map(|comment| (ObjectName::Type(name.clone()), comment.clone()));
        let mut comments: BTreeMap<ObjectName, String> = own.collect();
        match &self.is {
            UserTypeKind::Enum(_) => {}
            UserTypeKind::Domain(domain) => {
                let checks = domain.checks.iter().filter_map(|(check, is)| Some((check, is.comment.clone()?)));
                let object = |check: &Ident| ObjectName::DomainCheck(name.clone(), check.clone());
                comments.extend(checks.map(|(check, comment)| (object(check), comment)));
            }
            UserTypeKind::Composite(attributes) => {
                let object = |attribute: &Attribute| ObjectName::Attribute(name.clone(), attribute.name.clone());
                comments.extend(attributes.iter().filter_map(|is| Some((object(is), is.comment.clone()?))));
            }
        }
        comments
    }

    /// The same type, and nothing said of it.
    pub(crate) fn without_comments(&self) -> UserType {
        let mut is = self.is.clone();
        match &mut is {
            UserTypeKind::Enum(_) => {}
            UserTypeKind::Domain(domain) => domain.checks.values_mut().for_each(|check| check.comment = None),
            UserTypeKind::Composite(attributes) => {
                attributes.iter_mut().for_each(|attribute| attribute.comment = None);
            }
        }
        UserType { is, comment: None }
    }

    /// Returns the types that must be there first.
    pub fn needs(&self) -> Vec<&QualifiedName> {
        match &self.is {
            UserTypeKind::Enum(_) => Vec::new(),
            UserTypeKind::Domain(domain) => domain.pg_type.needs().into_iter().collect(),
            UserTypeKind::Composite(attributes) => {
                attributes.iter().filter_map(|attribute| attribute.pg_type.needs()).collect()
            }
        }
    }
}
