//! The declaration to a model: default names, references, every defect collected.

mod invariant;

use std::collections::BTreeMap;

use crate::def::{
    ActionDef, CheckDef, ExpressionDef, ForeignKeyDef, IndexDef, IndexTermDef, KeyDef, SchemaDef, TableDef,
};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, InvalidIdent, QualifiedName, default_name, join_columns};
use crate::model::{
    Check, Column, Constraint, Expression, Extension, ForeignKey, Index, IndexKey, IndexTerm, Key, MajorRange,
    ObjectName, ReferentialAction, SchemaModel, Table,
};

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
    for table in schema.tables {
        resolver.table(table);
    }
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
                columns: Vec::new(),
                constraints: BTreeMap::new(),
                indexes: BTreeMap::new(),
                invariants: BTreeMap::new(),
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
        for foreign_key in def.foreign_keys {
            table.foreign_key(foreign_key);
        }
        for index in def.indexes {
            table.index(index);
        }
        for invariant in def.invariants {
            table.invariant(invariant);
        }
        let table = table.table;
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
    fn columns(&mut self) {
        for def in self.def.columns {
            let origin = self.origin(def.field);
            let Some(name) = self.resolver.ident(def.name, &origin) else { continue };
            if self.table.column(&name).is_some() {
                self.duplicate("column", &name, &origin);
                continue;
            }
            self.resolver.origin(ObjectName::Column(self.name.clone(), name.clone()), origin);
            self.table.columns.push(Column {
                name,
                pg_type: def.pg_type,
                nullable: def.nullable,
                default: def.default.map(str::to_owned),
                comment: comment(def.comment),
            });
        }
    }

    fn key(&mut self, def: &KeyDef, label: &str, constraint: fn(Key) -> Constraint) {
        let origin = self.origin(&self.fields(def.columns));
        let columns = self.idents(def.columns, &origin);
        // A primary key's default name has no columns in it.
        let joined = if label == "pkey" { String::new() } else { join_columns(def.columns.iter().copied()) };
        let Some(name) = self.name(def.name, &joined, label, &origin) else { return };
        self.constraint(name, constraint(Key { columns, comment: comment(def.comment) }), origin);
    }

    /// Adds the CHECK of each column whose type derives `TextEnum`.
    fn value_checks(&mut self) {
        for column in self.def.columns.iter().filter(|column| !column.values.is_empty()) {
            let origin = self.origin(column.field);
            let Some(ident) = self.resolver.ident(column.name, &origin) else { continue };
            let Some(name) = self.name(None, column.name, "check", &origin) else { continue };
            let values: Vec<String> = column.values.iter().map(|value| crate::sql::literal(value)).collect();
            let sql = format!("{ident} IN ({})", values.join(", "));
            let check = Check { expression: Expression { sql, columns: vec![ident] }, comment: None };
            self.constraint(name, Constraint::Check(check), origin);
        }
    }

    fn check(&mut self, def: &CheckDef) {
        let origin = self.origin(&format!("check {}", def.name.unwrap_or(def.expression.sql)));
        // PostgreSQL names a CHECK after its column where it mentions exactly one.
        let column = if let [column] = def.expression.columns { column } else { "" };
        let Some(name) = self.name(def.name, column, "check", &origin) else { return };
        let expression = self.expression(&def.expression, &origin);
        self.constraint(name, Constraint::Check(Check { expression, comment: comment(def.comment) }), origin);
    }

    fn foreign_key(&mut self, def: &ForeignKeyDef) {
        let origin = self.origin(def.origin);
        let target = (def.references)();
        let (Some(namespace), Some(target_name)) =
            (self.resolver.ident(target.namespace, &origin), self.resolver.ident(target.name, &origin))
        else {
            return;
        };
        let mut referenced_columns = Vec::new();
        for field in def.referenced_fields {
            match target.columns.iter().find(|column| column.field == *field) {
                Some(column) => referenced_columns.extend(self.resolver.ident(column.name, &origin)),
                None => self.resolver.diagnostics.push(Diagnostic::error(
                    "unknown-column",
                    format!("{origin}: `{}` has no field `{field}`", target.rust_name),
                )),
            }
        }
        let Some(name) = self.name(def.name, &join_columns(def.columns.iter().copied()), "fkey", &origin) else {
            return;
        };
        let foreign_key = ForeignKey {
            columns: self.idents(def.columns, &origin),
            references: QualifiedName::new(namespace, target_name),
            referenced_columns,
            match_type: def.match_type,
            on_delete: self.action(&def.on_delete, &origin),
            on_update: self.action(&def.on_update, &origin),
            deferrable: def.deferrable,
            comment: comment(def.comment),
        };
        self.constraint(name, Constraint::ForeignKey(foreign_key), origin);
    }

    fn action(&mut self, def: &ActionDef, origin: &str) -> ReferentialAction {
        match def {
            ActionDef::NoAction => ReferentialAction::NoAction,
            ActionDef::Restrict => ReferentialAction::Restrict,
            ActionDef::Cascade => ReferentialAction::Cascade,
            ActionDef::SetNull(columns) => ReferentialAction::SetNull(self.idents(columns, origin)),
            ActionDef::SetDefault(columns) => ReferentialAction::SetDefault(self.idents(columns, origin)),
        }
    }

    fn index(&mut self, def: &IndexDef) {
        let terms: Vec<String> = def
            .keys
            .iter()
            .map(|key| match &key.term {
                IndexTermDef::Column(column) => (*column).to_owned(),
                IndexTermDef::Expression(expression) => expression_name(expression.sql),
            })
            .collect();
        let origin = self.origin(&format!("index on {}", terms.join(", ")));
        // PostgreSQL takes the columns of INCLUDE into the default name too.
        let named = terms.iter().map(String::as_str).chain(def.include.iter().copied());
        let Some(name) = self.name(def.name, &join_columns(named), "idx", &origin) else {
            return;
        };
        let keys = def
            .keys
            .iter()
            .filter_map(|key| {
                let term = match &key.term {
                    IndexTermDef::Column(column) => IndexTerm::Column(self.known_column(column, &origin)?),
                    IndexTermDef::Expression(expression) => IndexTerm::Expression(self.expression(expression, &origin)),
                };
                Some(IndexKey { term, order: key.order, nulls: key.nulls })
            })
            .collect();
        let index = Index {
            unique: def.unique,
            keys,
            include: self.idents(def.include, &origin),
            predicate: def.predicate.as_ref().map(|predicate| self.expression(predicate, &origin)),
            comment: comment(def.comment),
        };
        if self.table.indexes.contains_key(&name) {
            self.duplicate("index", &name, &origin);
            return;
        }
        self.resolver.origin(ObjectName::Index(self.name.clone(), name.clone()), origin);
        self.table.indexes.insert(name, index);
    }

    fn expression(&mut self, def: &ExpressionDef, origin: &str) -> Expression {
        Expression { sql: def.sql.trim().to_owned(), columns: self.idents(def.columns, origin) }
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

fn comment(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The name that PostgreSQL gives an index key without one: a function's name, else `expr`.
///
/// Follows `FigureIndexColname()` in `src/backend/parser/parse_target.c` for a plain function call; for what it treats
/// more cleverly (casts, CASE), the index needs a name of its own to have PostgreSQL's.
fn expression_name(sql: &str) -> String {
    let name_end = sql.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(sql.len());
    let (name, rest) = sql.split_at(name_end);
    let is_call = !name.is_empty() && rest.starts_with('(') && rest.ends_with(')') && closes_at_end(rest);
    if is_call { name.to_ascii_lowercase() } else { "expr".to_owned() }
}

/// Tells whether the parenthesis that `text` starts with is closed by its last character.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1 == text.len();
        }
    }
    false
}
