//! What the matrix is made of.

use std::collections::BTreeMap;

use schema_core::def::{CheckDef, SchemaDef, TableDef};
use schema_core::ident::{Ident, QualifiedName, default_name};
use schema_core::model::{Check, SchemaModel, Table, UserType, UserTypeKind};
use schema_core::resolve::resolve;
use schema_core::types::PgType;

use super::MatrixError;
use super::states::parent_of;
use super::values;

/// A resolved declaration, and what only the declaration says: scopes, the values of enums, counterexamples.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The schema.
    pub model: SchemaModel,
    /// Columns of the scope of each table that has one.
    pub scopes: BTreeMap<QualifiedName, Vec<Ident>>,
    /// The values of each column of a text enum or an enum of PostgreSQL, in their order.
    pub values: BTreeMap<(QualifiedName, Ident), Vec<String>>,
    /// By table and CHECK: `amount = -1, unit = 'kg'`.
    pub counterexamples: BTreeMap<(QualifiedName, Ident), String>,
}

impl Subject {
    /// Resolves a declaration.
    ///
    /// # Errors
    ///
    /// What [`resolve`] finds.
    pub fn of(schema: &SchemaDef) -> Result<Subject, MatrixError> {
        let model = resolve(schema).map_err(MatrixError::Declaration)?.model;
        let mut subject =
            Subject { model, scopes: BTreeMap::new(), values: BTreeMap::new(), counterexamples: BTreeMap::new() };
        for def in schema.tables {
            subject.add(def)?;
        }
        for (name, table) in &subject.model.tables {
            for column in table.columns.iter().filter(|column| !column.pg_type.is_array) {
                let user_type = column.pg_type.needs().and_then(|name| subject.model.types.get(name));
                if let Some(UserType { is: UserTypeKind::Enum(labels), .. }) = user_type {
                    subject.values.insert((name.clone(), column.name.clone()), labels.clone());
                }
            }
        }
        Ok(subject)
    }

    /// A value of a composite type, or of a domain with conditions that no search looks at; nothing for other types.
    pub(super) fn own_value(&self, table: &QualifiedName, column: &Ident) -> Option<String> {
        let column = self.table(table).column(column).filter(|column| !column.pg_type.is_array)?;
        match &self.model.types.get(column.pg_type.needs()?)?.is {
            UserTypeKind::Enum(_) => None,
            UserTypeKind::Composite(attributes) => {
                let nulls = vec!["NULL"; attributes.len()].join(", ");
                Some(format!("ROW({nulls})::{}", column.pg_type))
            }
            UserTypeKind::Domain(domain) if domain.checks.is_empty() => None,
            UserTypeKind::Domain(domain) if column.nullable && domain.nullable => Some("NULL".to_owned()),
            UserTypeKind::Domain(domain) => {
                let checks: Vec<&str> = domain.checks.values().map(|check| check.expression.sql.as_str()).collect();
                values::candidates(&self.underneath(&domain.pg_type), &checks.join(" ")).into_iter().next()
            }
        }
    }

    /// The type that a domain rests on; any other type itself.
    pub(super) fn underneath(&self, pg_type: &PgType) -> PgType {
        let user_type = pg_type.needs().filter(|_| !pg_type.is_array).and_then(|name| self.model.types.get(name));
        match user_type {
            Some(UserType { is: UserTypeKind::Domain(domain), .. }) => self.underneath(&domain.pg_type),
            _ => pg_type.clone(),
        }
    }

    fn add(&mut self, def: &TableDef) -> Result<(), MatrixError> {
        let table = QualifiedName::new(Ident::new(def.namespace)?, Ident::new(def.name)?);
        let scope = def.scope.iter().map(|column| Ident::new(column)).collect::<Result<Vec<Ident>, _>>()?;
        if !scope.is_empty() {
            self.scopes.insert(table.clone(), scope);
        }
        for column in def.columns.iter().filter(|column| !column.values.is_empty()) {
            let values = column.values.iter().map(|value| (*value).to_owned()).collect();
            self.values.insert((table.clone(), Ident::new(column.name)?), values);
        }
        for check in def.checks {
            if let Some(counterexample) = check.counterexample {
                self.counterexamples.insert((table.clone(), check_name(def, check)?), counterexample.to_owned());
            }
        }
        Ok(())
    }

    /// Checks that whatever refers to a table refers to one of the model.
    pub(super) fn knows_every_table(&self) -> Result<(), MatrixError> {
        for (table, definition) in &self.model.tables {
            let keys = definition.foreign_keys().map(|(name, key)| (name, &key.references));
            let invariants = definition.invariants.iter();
            let parents = invariants.filter_map(|(name, invariant)| Some((name, &parent_of(invariant)?.references)));
            if let Some((name, references)) =
                keys.chain(parents).find(|(_, table)| !self.model.tables.contains_key(table))
            {
                let (table, name, references) = (table.clone(), name.clone(), references.clone());
                return Err(MatrixError::UnknownTable { table, name, references });
            }
        }
        Ok(())
    }

    /// The table of a name that came from the model itself; [`Self::knows_every_table`] was asked first.
    pub(super) fn table(&self, name: &QualifiedName) -> &Table {
        &self.model.tables[name]
    }

    /// The columns of a table's scope.
    pub(super) fn scope(&self, table: &QualifiedName) -> &[Ident] {
        self.scopes.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// The column and values of a CHECK that `resolve` made of a `TextEnum`.
    pub(crate) fn enum_of(&self, table: &QualifiedName, check: &Check) -> Option<(&Ident, &[String])> {
        let [column] = &check.expression.columns[..] else { return None };
        let ((_, column), values) = self.values.get_key_value(&(table.clone(), column.clone()))?;
        (check.expression.sql == enum_condition(column, values)).then_some((column, values.as_slice()))
    }
}

/// Writes the condition that `resolve` makes of a `TextEnum`.
pub(crate) fn enum_condition(column: &Ident, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| schema_core::sql::literal(value)).collect();
    format!("{column} IN ({})", values.join(", "))
}

/// The name that `resolve` gives a CHECK.
fn check_name(table: &TableDef, check: &CheckDef) -> Result<Ident, MatrixError> {
    let column = if let [column] = check.expression.columns { column } else { "" };
    Ok(match check.name {
        Some(name) => Ident::new(name)?,
        None => default_name(table.name, column, "check")?,
    })
}
