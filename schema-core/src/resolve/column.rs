//! Columns: their types, and where their values come from.

use super::{Resolver, TableResolver, comment};
use crate::def::{ColumnDef, ValueSourceDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, QualifiedName, default_name};
use crate::model::{Column, Expression, Generated, Identity, ObjectName, Rename, RowHint, Sequence};
use crate::sql::{nextval, own_sequence_name};
use crate::types::TypeDef;

impl TableResolver<'_> {
    pub(super) fn columns(&mut self) {
        for def in self.def.columns {
            let origin = self.origin(def.field);
            let Some(name) = self.resolver.ident(def.name, &origin) else { continue };
            if self.table.column(&name).is_some() {
                self.duplicate("column", &name, &origin);
                continue;
            }
            if let Some(from) = def.was.and_then(|was| self.resolver.ident(was, &origin)) {
                let (table, to) = (self.name.clone(), name.clone());
                self.resolver.declared.model.renames.push(Rename::Column { table, from, to });
            }
            if let Some(user_type) = def.user_type {
                self.resolver.user_type(user_type);
            }
            self.row_hints(def, &name, &origin);
            let Some(pg_type) = self.resolver.pg_type(def.pg_type, &origin) else { continue };
            let collation = def.collation.and_then(|collation| self.resolver.collation(collation, &origin));
            self.resolver.origin(ObjectName::Column(self.name.clone(), name.clone()), origin.clone());
            let column = Column {
                collation: collation.map(Box::new),
                nullable: def.nullable,
                default: def.default.map(str::to_owned),
                comment: comment(def.comment),
                ..Column::new(name, pg_type)
            };
            if let Some(column) = self.with_source(column, def, &origin) {
                self.table.columns.push(column);
            }
        }
    }

    fn row_hints(&mut self, def: &ColumnDef, name: &Ident, origin: &str) {
        let place = || (self.name.clone(), name.clone());
        if let Some(using) = &def.using
            && let Some(from) = self.resolver.pg_type(TypeDef::of(using.from), origin)
        {
            let (table, column) = place();
            let forth = using.forth.trim().to_owned();
            let back = using.back.map(|sql| sql.trim().to_owned());
            self.resolver.declared.model.row_hints.push(RowHint::Using { table, column, from, forth, back });
        }
        if let Some(value) = &def.backfill {
            let (table, column) = place();
            // The batches call each table that they read by this one's name.
            let value = Expression::new(value.sql.trim(), self.idents(value.columns, origin));
            self.resolver.declared.model.row_hints.push(RowHint::Backfill { table, column, value });
        }
    }

    fn with_source(&mut self, column: Column, def: &ColumnDef, origin: &str) -> Option<Column> {
        Some(match &def.source {
            ValueSourceDef::Given => column,
            ValueSourceDef::Identity { always, sequence, options } => {
                let options = self.resolver.sequence_options(options, &column.pg_type, origin)?;
                let sequence = match sequence {
                    Some(name) => own_sequence_name(&self.name, &column.name, &self.resolver.ident(name, origin)?),
                    None => None,
                };
                Column { identity: Some(Box::new(Identity { always: *always, sequence, options })), ..column }
            }
            ValueSourceDef::Generated { expression, stored } => {
                let expression = self.expression(expression, origin);
                Column { generated: Some(Box::new(Generated { expression, stored: *stored })), ..column }
            }
            ValueSourceDef::Serial => {
                let name = default_name(self.def.name, def.name, "seq");
                let sequence = self.name.sibling(&self.resolver.valid(name, origin)?);
                let owned_by = Some((self.name.clone(), column.name.clone()));
                let pg_type = column.pg_type.clone();
                let default = nextval(&sequence);
                let definition = Sequence { pg_type, options: Default::default(), owned_by, comment: None };
                self.resolver.add_sequence(sequence, definition, origin);
                Column { default: Some(default), ..column }
            }
        })
    }
}

impl Resolver {
    /// Reads a collation: one of `pg_catalog`, or one with its namespace. That of the database is none.
    pub(super) fn collation(&mut self, text: &str, origin: &str) -> Option<QualifiedName> {
        let qualified = text
            .parse()
            .ok()
            .or_else(|| Some(QualifiedName::new(Ident::new("pg_catalog").ok()?, Ident::new(text).ok()?)));
        if qualified.is_none() {
            let message = format!("{origin}: `{}` is no name of a collation", text.escape_debug());
            self.diagnostics.push(Diagnostic::error("invalid-name", message));
        }
        qualified.filter(|name| name.namespace.as_str() != "pg_catalog" || name.name.as_str() != "default")
    }
}
