//! Steps that rename: before all others but those that only read, so that the others know one name.

use super::{Builder, Stage};
use crate::diff::RenamedInvariant;
use crate::ident::{Ident, QualifiedName, default_name};
use crate::model::{Column, Constraint, Invariant, ObjectName, Table, UserTypeKind};
use crate::plan::{Undo, undo};
use crate::sql::{
    CreateTriggerFunction, NotNullName, RenameAttribute, RenameColumn, RenameConstraint, RenameDomainCheck,
    RenameEnumValue, RenameIndex, RenameNotNulls, RenameSequence, RenameTable, RenameType, Statement,
};

impl Builder<'_> {
    pub(super) fn rename_table(&mut self, from: QualifiedName, to: QualifiedName, invariants: Vec<RenamedInvariant>) {
        // PostgreSQL asks for CREATE on the namespace, as for a new table.
        self.privileges.create_in.insert(to.namespace.clone());
        self.privileges.own.insert(to.clone());
        self.renamed.insert(to.clone(), from.clone());
        let object = ObjectName::Table(to.clone());
        let (functions, functions_before) = self.functions_about(invariants);
        let back = RenameTable { from: to.clone(), to: from.name.clone(), functions: functions_before };
        self.renaming(RenameTable { from, to: to.name.clone(), functions }, back, &object);
    }

    pub(super) fn rename_column(
        &mut self,
        table: QualifiedName,
        from: Ident,
        to: Ident,
        invariants: Vec<RenamedInvariant>,
    ) {
        let object = ObjectName::Column(table.clone(), to.clone());
        self.note_renamed(&table);
        self.renamed_columns.push((table.clone(), from.clone()));
        self.old_columns.insert((table.clone(), to.clone()), from.clone());
        let (functions, functions_before) = self.functions_about(invariants);
        let (table_again, from_again, to_again) = (table.clone(), from.clone(), to.clone());
        let back = RenameColumn { table: table_again, from: to_again, to: from_again, functions: functions_before };
        self.renaming(RenameColumn { table, from, to, functions }, back, &object);
    }

    /// The functions of invariants once something that they name is renamed, and as they are before.
    fn functions_about(
        &mut self,
        invariants: Vec<RenamedInvariant>,
    ) -> (Vec<CreateTriggerFunction>, Vec<CreateTriggerFunction>) {
        let function = |name: &Ident, (table, invariant): (QualifiedName, Invariant)| CreateTriggerFunction {
            table,
            name: name.clone(),
            invariant,
            replaces: true,
        };
        let mut functions = Vec::new();
        for RenamedInvariant { name, from, to } in invariants {
            self.need_privileges(&to.0, &to.1);
            functions.push((function(&name, to), function(&name, from)));
        }
        functions.into_iter().unzip()
    }

    pub(super) fn rename_type(&mut self, from: QualifiedName, to: QualifiedName) {
        // PostgreSQL asks for CREATE on the namespace, as for a new type.
        self.privileges.create_in.insert(to.namespace.clone());
        self.renames_in_types = true;
        let object = ObjectName::Type(to.clone());
        let is = self.input.before.types.get(&to).map(|renamed| &renamed.is);
        let is_composite = matches!(is, Some(UserTypeKind::Composite(_)));
        let takes_no_null = matches!(is, Some(UserTypeKind::Domain(domain)) if !domain.nullable);
        let not_null = |of: &QualifiedName| default_name(of.name.as_str(), "", "not_null").ok();
        let not_null = match takes_no_null && self.input.after.postgres.max >= 17 {
            true => not_null(&from).zip(not_null(&to)),
            false => None,
        };
        let turned = not_null.clone().map(|(from, to)| (to, from));
        let back = RenameType { from: to.clone(), to: from.name.clone(), is_composite, not_null: turned };
        self.renaming(RenameType { from, to: to.name, is_composite, not_null }, back, &object);
    }

    pub(super) fn rename_domain_check(&mut self, domain: QualifiedName, from: Ident, to: Ident) {
        let object = ObjectName::Type(domain.clone());
        let back = RenameDomainCheck { domain: domain.clone(), from: to.clone(), to: from.clone() };
        self.renaming(RenameDomainCheck { domain, from, to }, back, &object);
    }

    pub(super) fn rename_label(&mut self, name: QualifiedName, from: String, to: String) {
        self.renames_in_types = true;
        let object = ObjectName::Type(name.clone());
        let back = RenameEnumValue { name: name.clone(), from: to.clone(), to: from.clone() };
        self.renaming(RenameEnumValue { name, from, to }, back, &object);
    }

    pub(super) fn rename_attribute(&mut self, name: QualifiedName, from: Ident, to: Ident) {
        self.renames_in_types = true;
        let object = ObjectName::Type(name.clone());
        let back = RenameAttribute { name: name.clone(), from: to.clone(), to: from.clone() };
        self.renaming(RenameAttribute { name, from, to }, back, &object);
    }

    pub(super) fn rename_sequence(
        &mut self,
        of: Option<(QualifiedName, Ident)>,
        from: QualifiedName,
        to: QualifiedName,
    ) {
        // Who owns the table owns the sequence. PostgreSQL asks for CREATE on the namespace, as for a new one.
        let (owned, object) = match of {
            Some((table, column)) => (table.clone(), ObjectName::Column(table, column)),
            None => (to.clone(), ObjectName::Sequence(to.clone())),
        };
        self.privileges.own.insert(owned);
        self.privileges.create_in.insert(to.namespace.clone());
        let old_name = self.renamed.get(&from).unwrap_or(&from).clone();
        self.renamed.insert(to.clone(), old_name);
        let back = RenameSequence { from: to.clone(), to: from.name.clone() };
        self.renaming(RenameSequence { from, to: to.name.clone() }, back, &object);
    }

    /// RENAME CONSTRAINT reaches the CHECKs of partitions, but not their foreign keys, which stand under the name of their
    /// table's so that steps on one partition know it.
    pub(super) fn rename_constraint(&mut self, table: QualifiedName, from: Ident, to: Ident) {
        let object = ObjectName::Constraint(table.clone(), to.clone());
        let of = self.input.before.tables.get(&table);
        let constraint = of.and_then(|table| table.constraints.get(&to));
        let is_check = matches!(constraint, Some(Constraint::Check(_)));
        let partitions: Vec<QualifiedName> = match constraint {
            Some(Constraint::ForeignKey(_)) => undo::partitions_of(self.input, &table).cloned().collect(),
            _ => Vec::new(),
        };
        for table in std::iter::once(table).chain(partitions) {
            self.privileges.own.insert(table.clone());
            let back = RenameConstraint { table: table.clone(), from: to.clone(), to: from.clone(), is_check };
            let rename = RenameConstraint { table, from: from.clone(), to: to.clone(), is_check };
            self.renaming(rename, back, &object);
        }
    }

    pub(super) fn rename_index(&mut self, table: QualifiedName, from: Ident, to: Ident) {
        self.privileges.own.insert(table.clone());
        self.privileges.create_in.insert(table.namespace.clone());
        let object = ObjectName::Index(table.clone(), to.clone());
        let is_part = false;
        let back = RenameIndex { table: table.clone(), from: to.clone(), to: from.clone(), is_part };
        self.renaming(RenameIndex { table, from, to, is_part }, back, &object);
    }

    pub(super) fn rename_part(&mut self, partition: QualifiedName, from: Ident, to: Ident) {
        self.privileges.own.insert(partition.clone());
        self.privileges.create_in.insert(partition.namespace.clone());
        let (object, is_part) = (ObjectName::Table(partition.clone()), true);
        let back = RenameIndex { table: partition.clone(), from: to.clone(), to: from.clone(), is_part };
        self.renaming(RenameIndex { table: partition, from, to, is_part }, back, &object);
    }

    /// The NOT NULLs of what is renamed, which have names from 18 on: those that a database has which is made anew.
    pub(super) fn rename_not_nulls(&mut self) {
        for table in self.renamed.keys().cloned().collect::<Vec<_>>() {
            // That of a sequence is no table; partitions have the names that their table gave them.
            let Some(of) = self.input.before.tables.get(&table) else { continue };
            let so_far = |column: &Ident| self.old_not_null(&table, column);
            if let Some((rename, back)) = self.not_nulls(&table, of, so_far, &table) {
                self.privileges.own.insert(table.clone());
                self.renaming(rename, back, &ObjectName::Table(table));
            }
        }
    }

    /// The name of a column's NOT NULL before this migration renames anything.
    pub(super) fn old_not_null(&self, table: &QualifiedName, column: &Ident) -> Option<Ident> {
        let place = (table.clone(), column.clone());
        own_not_null(self.renamed.get(table).unwrap_or(table), self.old_columns.get(&place).unwrap_or(column))
    }

    /// Names the NOT NULLs of a table as PostgreSQL names those of another one; and back.
    pub(super) fn not_nulls(
        &self,
        table: &QualifiedName,
        of: &Table,
        so_far: impl Fn(&Ident) -> Option<Ident>,
        from_then_on: &QualifiedName,
    ) -> Option<(RenameNotNulls, RenameNotNulls)> {
        let key = of.primary_key().map(|(_, key)| key.columns.as_slice()).unwrap_or_default();
        let is_not_null =
            |column: &&Column| (!column.nullable || key.contains(&column.name)) && column.not_valid.is_none();
        let names = of.columns.iter().filter(is_not_null).filter_map(|column| {
            let (from, to) = (so_far(&column.name)?, own_not_null(from_then_on, &column.name)?);
            (from != to).then(|| NotNullName { column: column.name.clone(), from, to })
        });
        let names = in_free_order(names.collect());
        if names.is_empty() || self.input.after.postgres.max < 18 {
            return None;
        }
        let turned = |NotNullName { column, from, to }: NotNullName| NotNullName { column, from: to, to: from };
        let back = names.iter().rev().cloned().map(turned).collect();
        let of_table = |names| RenameNotNulls { table: table.clone(), names };
        Some((of_table(names), of_table(back)))
    }

    fn note_renamed(&mut self, table: &QualifiedName) {
        self.privileges.own.insert(table.clone());
        self.renamed.entry(table.clone()).or_insert_with(|| table.clone());
    }

    /// In the order of the changes: a table before its columns, those before the constraints.
    fn renaming(&mut self, statement: impl Into<Statement>, back: impl Into<Statement>, object: &ObjectName) {
        let undo = Undo::Statements(vec![back.into()]);
        self.step(Stage::Rename, 0, None, statement, undo, Some(object));
    }
}

/// The name that PostgreSQL makes up for a column's NOT NULL.
pub(super) fn own_not_null(table: &QualifiedName, column: &Ident) -> Option<Ident> {
    default_name(table.name.as_str(), column.as_str(), "not_null").ok()
}

/// Puts names behind those that free the new ones.
fn in_free_order(mut names: Vec<NotNullName>) -> Vec<NotNullName> {
    let mut ordered = Vec::with_capacity(names.len());
    while !names.is_empty() {
        let is_free = |name: &NotNullName| !names.iter().any(|other| other.from == name.to);
        let at = names.iter().position(is_free).unwrap_or_default();
        ordered.push(names.remove(at));
    }
    ordered
}
