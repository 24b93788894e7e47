//! The declaration to a model: default names, references, every defect collected.

mod column;
mod constraint;
mod index;
mod invariant;
mod partition;
pub(crate) mod qualifier;
mod routine;
mod sequence;
mod step;
mod user_type;

use std::collections::{BTreeMap, BTreeSet};

use crate::def::{ExpressionDef, SchemaDef, StorageParameter, TableDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, InvalidIdent, QualifiedName, default_name};
use crate::model::{
    Constraint, Expression, Extension, MajorRange, Namespace, ObjectName, Rename, SchemaModel, StorageParameters,
    Table, partition_names,
};
use crate::types::{PgType, TypeDef};

pub(crate) use routine::declared_routine;

/// A resolved declaration.
#[derive(Clone, Debug)]
pub struct Declared {
    /// What is declared. Columns stand in the order of the structs' fields.
    pub model: SchemaModel,
    /// Where in the Rust source each object is declared: `ConfigVersion::created_by`.
    pub origins: BTreeMap<ObjectName, String>,
}

/// Resolves a declaration.
///
/// # Errors
///
/// Every name that is none, every name given twice, every reference to a field that is not there.
pub fn resolve(schema: &SchemaDef) -> Result<Declared, Vec<Diagnostic>> {
    let postgres = MajorRange { min: schema.postgres_min, max: schema.postgres_max };
    let mut resolver = Resolver {
        declared: Declared { model: SchemaModel::empty(postgres), origins: BTreeMap::new() },
        diagnostics: Vec::new(),
    };
    for extension in schema.extensions {
        resolver.extension(extension);
    }
    for (name, comment) in schema.namespaces {
        resolver.namespace(name, comment);
    }
    for sequence in schema.sequences {
        resolver.sequence(sequence);
    }
    for user_type in schema.types {
        resolver.user_type(user_type);
    }
    for table in schema.tables {
        resolver.table(table);
    }
    for routine in schema.routines {
        resolver.routine(routine);
    }
    for step in schema.steps {
        resolver.hand_written(step);
    }
    resolver.namespaces_in_use();
    if resolver.diagnostics.is_empty() { Ok(resolver.declared) } else { Err(resolver.diagnostics) }
}

struct Resolver {
    declared: Declared,
    diagnostics: Vec<Diagnostic>,
}

impl Resolver {
    fn extension(&mut self, name: &str) {
        let Some(name) = self.ident(name, "schema!") else { return };
        let Ok(namespace) = Ident::new("public") else { return };
        self.declared.origins.insert(ObjectName::Extension(name.clone()), "schema!".to_owned());
        self.declared.model.extensions.insert(name, Extension { namespace });
    }

    fn namespace(&mut self, name: &str, text: &str) {
        let Some(name) = self.ident(name, "schema!") else { return };
        if name.as_str() == "public" {
            let message = "schema!: public is PostgreSQL's own namespace, and has its comment".to_owned();
            self.diagnostics.push(Diagnostic::error("invalid-name", message).help("leave it out of `namespaces`"));
            return;
        }
        self.origin(ObjectName::Namespace(name.clone()), "schema!".to_owned());
        self.declared.model.namespaces.insert(name, Namespace { comment: comment(text) });
    }

    /// Adds the namespaces that objects stand in.
    fn namespaces_in_use(&mut self) {
        let model = &mut self.declared.model;
        let names = model.tables.keys().chain(model.types.keys()).chain(model.sequences.keys());
        let names = names.chain(partition_names(model));
        let namespaces: BTreeSet<Ident> = names.map(|name| name.namespace.clone()).collect();
        for namespace in namespaces.into_iter().filter(|namespace| namespace.as_str() != "public") {
            model.namespaces.entry(namespace).or_default();
        }
    }

    fn table(&mut self, def: &TableDef) {
        let rust = def.rust_name;
        let (Some(namespace), Some(name)) = (self.ident(def.namespace, rust), self.ident(def.name, rust)) else {
            return;
        };
        let name = QualifiedName::new(namespace, name);
        let mut table = TableResolver {
            resolver: self,
            def,
            name: name.clone(),
            table: Table {
                comment: comment(def.comment),
                unlogged: def.unlogged,
                options: storage_parameters(def.options),
                ..Table::default()
            },
        };
        table.columns();
        if let Some(key) = &def.primary_key {
            table.key(key, "pkey", Constraint::PrimaryKey);
        }
        for key in def.unique {
            table.key(key, "key", Constraint::Unique);
        }
        table.value_checks();
        for check in def.checks {
            table.check(check);
        }
        for exclusion in def.exclusions {
            table.exclusion(exclusion);
        }
        for foreign_key in def.foreign_keys {
            table.foreign_key(foreign_key);
        }
        for index in def.indexes {
            table.index(index);
        }
        for invariant in def.invariants {
            table.invariant(invariant);
        }
        for trigger in def.triggers {
            table.trigger(trigger);
        }
        table.partitioning();
        let table = table.table;
        if let Some(was) = def.was.and_then(|was| self.ident(was, rust)) {
            let from = name.sibling(&was);
            self.declared.model.renames.push(Rename::Table { from, to: name.clone() });
        }
        self.origin(ObjectName::Table(name.clone()), rust.to_owned());
        if self.declared.model.tables.insert(name.clone(), table).is_some() {
            self.diagnostics.push(
                Diagnostic::error("duplicate-name", format!("{rust}: table {name} is declared twice"))
                    .help("give one of the structs another #[table(name = \"...\")]"),
            );
        }
    }

    fn ident(&mut self, name: &str, origin: &str) -> Option<Ident> {
        self.valid(Ident::new(name), origin)
    }

    fn pg_type(&mut self, def: TypeDef, origin: &str) -> Option<PgType> {
        let pg_type = def.sql().parse();
        pg_type
            .map_err(|unknown| self.diagnostics.push(Diagnostic::error("unknown-type", format!("{origin}: {unknown}"))))
            .ok()
    }

    fn valid(&mut self, ident: Result<Ident, InvalidIdent>, origin: &str) -> Option<Ident> {
        ident
            .map_err(|invalid| self.diagnostics.push(Diagnostic::error("invalid-name", format!("{origin}: {invalid}"))))
            .ok()
    }

    fn origin(&mut self, object: ObjectName, origin: String) {
        self.declared.origins.insert(object, origin);
    }
}

struct TableResolver<'a> {
    resolver: &'a mut Resolver,
    def: &'a TableDef,
    name: QualifiedName,
    table: Table,
}

impl TableResolver<'_> {
    fn expression(&mut self, def: &ExpressionDef, origin: &str) -> Expression {
        let columns = self.idents(def.columns, origin);
        Expression { sql: qualifier::without_table(def.sql.trim(), &self.name.name, &columns), columns }
    }

    /// The names of own columns that exist; the others are reported.
    fn idents(&mut self, columns: &[&str], origin: &str) -> Vec<Ident> {
        columns.iter().filter_map(|column| self.known_column(column, origin)).collect()
    }

    fn known_column(&mut self, column: &str, origin: &str) -> Option<Ident> {
        let ident = self.resolver.ident(column, origin)?;
        if self.def.columns.iter().any(|known| known.name == column) {
            return Some(ident);
        }
        self.resolver
            .diagnostics
            .push(Diagnostic::error("unknown-column", format!("{origin}: table {} has no column {ident}", self.name)));
        None
    }

    fn constraint(&mut self, name: Ident, constraint: Constraint, origin: String) {
        if self.table.constraints.contains_key(&name) {
            self.duplicate("constraint", &name, &origin);
            return;
        }
        self.resolver.origin(ObjectName::Constraint(self.name.clone(), name.clone()), origin);
        self.table.constraints.insert(name, constraint);
    }

    fn name(&mut self, given: Option<&str>, columns: &str, label: &str, origin: &str) -> Option<Ident> {
        let name = match given {
            Some(name) => Ident::new(name),
            None => default_name(self.def.name, columns, label),
        };
        self.resolver.valid(name, origin)
    }

    fn duplicate(&mut self, kind: &str, name: &Ident, origin: &str) {
        self.resolver.diagnostics.push(
            Diagnostic::error("duplicate-name", format!("{origin}: table {} has a {kind} {name} already", self.name))
                .help("give one of them another name with `name = \"...\"`"),
        );
    }

    fn origin(&self, what: &str) -> String {
        format!("{}::{what}", self.def.rust_name)
    }

    /// The fields that declare columns, as a reviewer looks for them.
    fn fields(&self, columns: &[&str]) -> String {
        let fields: Vec<&str> = columns
            .iter()
            .map(|name| {
                self.def.columns.iter().find(|column| column.name == *name).map_or(*name, |column| column.field)
            })
            .collect();
        if let [field] = fields[..] { field.to_owned() } else { format!("({})", fields.join(", ")) }
    }
}

fn storage_parameters(options: &[StorageParameter]) -> StorageParameters {
    options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn comment(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
