//! Constraints.

use super::index::{index_columns, terms};
use super::{TableResolver, comment, storage_parameters};
use crate::def::{ActionDef, CheckDef, ExclusionDef, ForeignKeyDef, KeyDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{QualifiedName, join_columns};
use crate::model::{Check, Constraint, Exclusion, Expression, ForeignKey, Index, Key, ReferentialAction, Validity};

impl TableResolver<'_> {
    pub(super) fn key(&mut self, def: &KeyDef, label: &str, constraint: fn(Key) -> Constraint) {
        let origin = self.origin(&self.fields(def.columns));
        let columns = self.idents(def.columns, &origin);
        // A primary key's default name has no columns in it; any other's has those of INCLUDE too.
        let named = def.columns.iter().chain(def.include).copied();
        let joined = if label == "pkey" { String::new() } else { join_columns(named) };
        let Some(name) = self.name(def.name, &joined, label, &origin) else { return };
        let key = Key {
            columns,
            include: self.idents(def.include, &origin),
            nulls_not_distinct: def.nulls_not_distinct,
            deferrable: def.deferrable,
            options: storage_parameters(def.options),
            comment: comment(def.comment),
        };
        self.constraint(name, constraint(key), origin);
    }

    /// Adds the CHECK of each column whose type derives `TextEnum`.
    pub(super) fn value_checks(&mut self) {
        for column in self.def.columns.iter().filter(|column| !column.values.is_empty()) {
            let origin = self.origin(column.field);
            let Some(ident) = self.resolver.ident(column.name, &origin) else { continue };
            let Some(name) = self.name(None, column.name, "check", &origin) else { continue };
            let values: Vec<String> = column.values.iter().map(|value| crate::sql::literal(value)).collect();
            let sql = format!("{ident} IN ({})", values.join(", "));
            let check = Check::new(Expression::new(sql, vec![ident]));
            self.constraint(name, Constraint::Check(check), origin);
        }
    }

    pub(super) fn check(&mut self, def: &CheckDef) {
        let origin = self.origin(&format!("check {}", def.name.unwrap_or(def.expression.sql)));
        // PostgreSQL names a CHECK after its column where it mentions exactly one.
        let column = if let [column] = def.expression.columns { column } else { "" };
        let Some(name) = self.name(def.name, column, "check", &origin) else { return };
        let expression = self.expression(&def.expression, &origin);
        let check = Check { no_inherit: def.no_inherit, comment: comment(def.comment), ..Check::new(expression) };
        self.constraint(name, Constraint::Check(check), origin);
    }

    pub(super) fn exclusion(&mut self, def: &ExclusionDef) {
        let keys = || def.keys.iter().map(|(key, _)| key);
        let origin = self.origin(&format!("exclude on {}", terms(keys()).join(", ")));
        let Some(name) = self.name(def.name, &index_columns(keys(), def.include), "excl", &origin) else { return };
        let index = Index {
            method: self.method(def.method, &origin),
            keys: self.index_keys(keys(), &origin),
            include: self.idents(def.include, &origin),
            options: storage_parameters(def.options),
            predicate: def.predicate.as_ref().map(|predicate| self.expression(predicate, &origin)),
            ..Index::default()
        };
        let exclusion = Exclusion {
            index,
            operators: def.keys.iter().map(|(_, operator)| (*operator).to_owned()).collect(),
            deferrable: def.deferrable,
            comment: comment(def.comment),
        };
        self.constraint(name, Constraint::Exclusion(Box::new(exclusion)), origin);
    }

    pub(super) fn foreign_key(&mut self, def: &ForeignKeyDef) {
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
            validity: Validity::Valid,
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
}
