//! What rows name by OID.

use rustc_hash::{FxHashMap, FxHashSet};
use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{COMMENT_OF_PUBLIC, Extension, Namespace, SchemaModel};
use schema_core::types::PgType;

use super::rows::{Results, Row};
use super::{CatalogError, Unmanaged};

/// A catalog whose rows are objects of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// `pg_class`
    Relation,
    /// `pg_type`
    Type,
    /// `pg_constraint`
    Constraint,
    /// `pg_namespace`
    Namespace,
}

/// What rows name by OID.
pub(super) struct Dictionary {
    namespaces: FxHashMap<u32, Ident>,
    members: FxHashSet<(Class, u32)>,
    collations: FxHashMap<u32, Printed>,
    operator_classes: FxHashMap<u32, (Printed, Option<u32>)>,
    operators: FxHashMap<u32, QualifiedName>,
    comments: FxHashMap<(Class, u32, i32), String>,
    types: FxHashMap<(u32, i32), TypeRow>,
}

/// A name, and how PostgreSQL prints it under an empty search_path.
pub(super) struct Printed {
    pub(super) name: QualifiedName,
    pub(super) text: String,
}

/// A type that columns have.
pub(super) struct TypeRow {
    pub(super) pg_type: PgType,
    pub(super) collation: u32,
}

impl Dictionary {
    /// Takes the results of `dictionary.sql`; puts namespaces and extensions into the model.
    pub(super) fn read(
        results: &mut Results,
        model: &mut SchemaModel,
        unmanaged: &mut Vec<Unmanaged>,
    ) -> Result<Dictionary, CatalogError> {
        let namespaces = results.take();
        let mut members = FxHashSet::default();
        for row in results.take() {
            if let Some(class) = class(row.text(0)?) {
                members.insert((class, row.number(1)?));
            }
        }
        let mut dictionary = Dictionary {
            namespaces: FxHashMap::default(),
            members,
            collations: FxHashMap::default(),
            operator_classes: FxHashMap::default(),
            operators: FxHashMap::default(),
            comments: FxHashMap::default(),
            types: FxHashMap::default(),
        };
        dictionary.add_namespaces(&namespaces, model, unmanaged)?;
        for row in results.take() {
            model.extensions.insert(row.ident(0)?, Extension { namespace: row.ident(1)? });
        }
        for row in results.take() {
            let text = row.text(3)?.to_owned();
            dictionary.collations.insert(row.number(0)?, Printed { name: qualified(&row)?, text });
        }
        for row in results.take() {
            let printed = Printed { name: qualified(&row)?, text: row.text(3)?.to_owned() };
            dictionary.operator_classes.insert(row.number(0)?, (printed, row.maybe_number(4)?));
        }
        for row in results.take() {
            dictionary.operators.insert(row.number(0)?, qualified(&row)?);
        }
        for row in results.take() {
            let Some(class) = class(row.text(0)?) else { continue };
            dictionary.comments.insert((class, row.number(1)?, row.number(2)?), row.text(3)?.to_owned());
        }
        for row in results.take() {
            let type_row = TypeRow { pg_type: pg_type(row.text(2)?)?, collation: row.number(3)? };
            dictionary.types.insert((row.number(0)?, row.number(1)?), type_row);
        }
        Ok(dictionary)
    }

    fn add_namespaces(
        &mut self,
        rows: &[Row],
        model: &mut SchemaModel,
        unmanaged: &mut Vec<Unmanaged>,
    ) -> Result<(), CatalogError> {
        let mut has_public = false;
        for row in rows {
            let (oid, name) = (row.number(0)?, row.ident(1)?);
            self.namespaces.insert(oid, name.clone());
            let is_public = name.as_str() == "public";
            has_public |= is_public;
            let comment = row.maybe(2).filter(|comment| !(is_public && *comment == COMMENT_OF_PUBLIC));
            if self.members.contains(&(Class::Namespace, oid)) || is_public && comment.is_none() {
                continue;
            }
            model.namespaces.insert(name, Namespace { comment: comment.map(str::to_owned) });
        }
        if !has_public {
            unmanaged.push(Unmanaged {
                kind: "namespace".to_owned(),
                name: "public".to_owned(),
                because: "it is not there, and the model takes it to be".to_owned(),
            });
        }
        Ok(())
    }

    /// The name of an object of the schema; nothing for the system's, for temporary ones and for those of extensions.
    pub(super) fn name(
        &self,
        class: Class,
        oid: u32,
        namespace: u32,
        name: impl FnOnce() -> Result<Ident, CatalogError>,
    ) -> Result<Option<QualifiedName>, CatalogError> {
        match self.namespaces.get(&namespace) {
            Some(namespace) if !self.members.contains(&(class, oid)) => {
                Ok(Some(QualifiedName::new(namespace.clone(), name()?)))
            }
            _ => Ok(None),
        }
    }

    pub(super) fn collation(&self, oid: u32) -> Result<&Printed, CatalogError> {
        self.collations.get(&oid).ok_or_else(|| gone("collation"))
    }

    /// An operator class, and the type that it is the default for.
    pub(super) fn operator_class(&self, oid: u32) -> Result<(&Printed, Option<u32>), CatalogError> {
        let found = self.operator_classes.get(&oid).ok_or_else(|| gone("operator class"))?;
        Ok((&found.0, found.1))
    }

    pub(super) fn operator(&self, oid: u32) -> Result<&QualifiedName, CatalogError> {
        self.operators.get(&oid).ok_or_else(|| gone("operator"))
    }

    pub(super) fn column_type(&self, oid: u32, modifier: i32) -> Result<&TypeRow, CatalogError> {
        self.types.get(&(oid, modifier)).ok_or_else(|| gone("type"))
    }

    /// Takes the comment on an object, or on its column of that number.
    pub(super) fn take_comment(&mut self, class: Class, oid: u32, number: i32) -> Option<String> {
        self.comments.remove(&(class, oid, number))
    }
}

/// Reads a type as `format_type()` prints it: unqualified where it is of `pg_catalog`.
pub(super) fn pg_type(text: &str) -> Result<PgType, CatalogError> {
    if text.contains("???") {
        return Err(gone("type"));
    }
    let read = text.parse().or_else(|_| format!("pg_catalog.{text}").parse::<PgType>());
    read.map_err(|error| CatalogError::Unknown(error.to_string()))
}

fn qualified(row: &Row) -> Result<QualifiedName, CatalogError> {
    Ok(QualifiedName::new(row.ident(1)?, row.ident(2)?))
}

fn gone(what: &str) -> CatalogError {
    CatalogError::Changed(format!("a {what} is gone"))
}

fn class(name: &str) -> Option<Class> {
    match name {
        "pg_class" => Some(Class::Relation),
        "pg_type" => Some(Class::Type),
        "pg_constraint" => Some(Class::Constraint),
        "pg_namespace" => Some(Class::Namespace),
        _ => None,
    }
}
