//! Steps that add, replace and drop constraints of tables that are there.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Builder, Stage};
use crate::diff::replaced_primary_key;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, ForeignKey, Key, ObjectName, SchemaModel};
use crate::plan::helper_name::replacement_name;
use crate::plan::part::Label;
use crate::plan::proof::{index_that_becomes_key, key_index};
use crate::plan::usage::{bearer_changes, references_to};
use crate::plan::{Undo, undo};
use crate::sql::{
    AddCheckNotValid, AddExclusion, AddForeignKeyNotValid, AddKeyUsingIndex, AddPartitionedForeignKey, AlterConstraint,
    AuditForeignKey, Comparison, CreateIndexConcurrently, DropConstraint, DropIndexConcurrently, ForeignKeyParts,
    KeyKind, Referring, RenameConstraint, ReplacePrimaryKey, RowsIn, Statement, ValidateConstraint,
};

impl Builder<'_> {
    pub(super) fn add_constraint(&mut self, table: &QualifiedName, name: &Ident, constraint: Constraint) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Constraint(table.clone(), name.clone());
        self.comment(table, object.clone(), None, constraint.comment().map(str::to_owned));
        self.add_constraint_as(table, name, name, &constraint);
        if let Constraint::Unique(key) = &constraint {
            self.rename_parts(table, (name, name), (&key_index(key), Label::Unique), &object);
        }
    }

    /// Adds a constraint under `name`; `declared` is the name that it is declared under.
    pub(super) fn add_constraint_as(
        &mut self,
        table: &QualifiedName,
        name: &Ident,
        declared: &Ident,
        constraint: &Constraint,
    ) {
        let origin = ObjectName::Constraint(table.clone(), declared.clone());
        match constraint {
            Constraint::ForeignKey(foreign_key) => self.add_foreign_key(table, name, declared, foreign_key),
            Constraint::Check(check) => {
                let proven = check.validity.is_valid();
                if proven {
                    self.check_rows(table, name, check);
                }
                let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
                let add = AddCheckNotValid { table: table.clone(), name: name.clone(), check: check.clone() };
                let undo = Undo::Statements(vec![drop.into()]);
                self.step(Stage::AddNotValid, 0, Some(table), add, undo, Some(&origin));
                if proven {
                    let validate = ValidateConstraint { table: table.clone(), name: name.clone(), foreign_key: None };
                    self.step(Stage::Validate, 0, Some(table), validate, Undo::Nothing, Some(&origin));
                }
            }
            Constraint::Exclusion(exclusion) => {
                self.privileges.create_in.insert(table.namespace.clone());
                let exclusion = exclusion.clone();
                let add = AddExclusion { table: table.clone(), name: name.clone(), exclusion };
                let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
                self.step(Stage::Index, 2, Some(table), add, Undo::Statements(vec![drop.into()]), Some(&origin));
            }
            Constraint::PrimaryKey(key) => self.add_key(table, name, key, KeyKind::PrimaryKey, &origin),
            Constraint::Unique(key) => self.add_key(table, name, key, KeyKind::Unique, &origin),
        }
    }

    pub(super) fn add_key(
        &mut self,
        table: &QualifiedName,
        name: &Ident,
        key: &Key,
        kind: KeyKind,
        origin: &ObjectName,
    ) {
        let index = key_index(key);
        if let Some(old) = index_that_becomes_key(self.input, table, name, key) {
            self.comment(table, ObjectName::Index(table.clone(), name.clone()), old.comment.clone(), None);
            let add = AddKeyUsingIndex {
                table: table.clone(),
                name: name.clone(),
                index: name.clone(),
                kind,
                key: key.clone(),
            };
            let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
            let mut undo = vec![drop.into()];
            undo.extend(undo::create_index(self.input, table, name, old));
            self.step(Stage::Key, 0, Some(table), add, Undo::Statements(undo), Some(origin));
            return;
        }
        self.check_duplicates(table, name, &index);
        if self.partitioned(table).is_some() {
            self.add_partitioned_key(table, name, key, kind, origin);
            return;
        }
        let drop_index = DropIndexConcurrently { table: table.clone(), name: name.clone() };
        let create = CreateIndexConcurrently { table: table.clone(), name: name.clone(), index: index.clone() };
        let undo = Undo::Statements(vec![drop_index.into()]);
        self.privileges.create_in.insert(table.namespace.clone());
        self.step(Stage::Index, 1, Some(table), create.clone(), undo, Some(origin));
        let (index, key) = (name.clone(), key.clone());
        let add = AddKeyUsingIndex { table: table.clone(), name: name.clone(), index, kind, key };
        // DROP CONSTRAINT takes the index along, so the index is built again for the undo of the step that built it.
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
        let undo = Undo::Statements(vec![drop.into(), create.into()]);
        self.step(Stage::Key, 0, Some(table), add, undo, Some(origin));
    }

    /// The index of the new one is there before the old one goes, and both happen in one statement.
    pub(super) fn replace_primary_key(
        &mut self,
        table: &QualifiedName,
        (from, old): (Ident, Key),
        (to, new): (Ident, Key),
    ) {
        self.privileges.own.insert(table.clone());
        self.privileges.create_in.insert(table.namespace.clone());
        let object = ObjectName::Constraint(table.clone(), to.clone());
        self.comment(table, object.clone(), None, new.comment.clone());
        let is_renamed = from != to;
        let helper = |name: &Ident| if is_renamed { name.clone() } else { replacement_name(name) };
        let create = |name: &Ident, key: &Key| CreateIndexConcurrently {
            table: table.clone(),
            name: helper(name),
            index: key_index(key),
        };
        let replace = |from: &Ident, to: &Ident, key: &Key| ReplacePrimaryKey {
            table: table.clone(),
            from: from.clone(),
            name: to.clone(),
            index: helper(to),
            key: key.clone(),
        };
        self.check_duplicates(table, &to, &key_index(&new));
        let drop_index = DropIndexConcurrently { table: table.clone(), name: helper(&to) };
        let undo = Undo::Statements(vec![drop_index.into()]);
        self.step(Stage::Index, 1, Some(table), create(&to, &new), undo, Some(&object));
        // The new index goes with its constraint, and is built again for the undo of the step that built it.
        let mut back = vec![create(&from, &old).into(), replace(&to, &from, &old).into(), create(&to, &new).into()];
        back.extend(undo::comment(table, ObjectName::Constraint(table.clone(), from.clone()), old.comment.as_deref()));
        let is_referenced = references_to(self.input.before, table, &old.columns).next().is_some();
        let (stage, rank, undo) = match is_referenced {
            false => (Stage::Key, 0, Undo::Statements(back)),
            // The foreign keys to the old one go before it, and those that come in their place rest on the new index so far.
            true => (Stage::Finish, 1, self.without_references(table, &new, back)),
        };
        self.step(stage, rank, Some(table), replace(&from, &to, &new), undo, Some(&object));
    }

    /// The way back from a primary key that new foreign keys rest on: they go before it, and are made anew on the index that
    /// is there then.
    fn without_references(&self, table: &QualifiedName, key: &Key, back: Vec<Statement>) -> Undo {
        let (before, after) = (self.input.before, self.input.after);
        let old: Vec<_> = references_to(before, table, &key.columns).collect();
        let new: Vec<_> = references_to(after, table, &key.columns).filter(|it| !old.contains(it)).collect();
        if new.iter().any(|(child, ..)| self.rows_in(child) == RowsIn::Partitions) {
            return Undo::Irreversible(format!(
                "foreign keys of partitioned tables rest on the primary key of {table}"
            ));
        }
        let drop = |(child, name, _): &(&QualifiedName, &Ident, &ForeignKey)| {
            let (child, name) = ((*child).clone(), (*name).clone());
            DropConstraint { table: child, name, references: Some(table.clone()) }.into()
        };
        let add = |(child, name, foreign_key): &(&QualifiedName, &Ident, &ForeignKey)| {
            undo::add_constraint(self.input, child, name, &Constraint::ForeignKey((*foreign_key).clone()))
        };
        Undo::Statements(new.iter().map(drop).chain(back).chain(new.iter().flat_map(add)).collect())
    }

    /// Tells whether the foreign key rests on a primary key that this migration replaces.
    fn rests_on_replaced_key(&self, foreign_key: &ForeignKey) -> bool {
        let tables = [self.input.before, self.input.after].map(|model| model.tables.get(&foreign_key.references));
        let [Some(before), Some(after)] = tables else { return false };
        replaced_primary_key(before, after).is_some_and(|((_, old), _)| {
            let (old, referenced) = (old.columns.iter(), foreign_key.referenced_columns.iter());
            old.collect::<BTreeSet<_>>() == referenced.collect::<BTreeSet<_>>()
        })
    }

    pub(super) fn add_foreign_key(
        &mut self,
        table: &QualifiedName,
        name: &Ident,
        declared: &Ident,
        foreign_key: &ForeignKey,
    ) {
        let origin = ObjectName::Constraint(table.clone(), declared.clone());
        let origin = Some(&origin);
        let foreign_key = Arc::new(foreign_key.clone());
        let is_old = |name: &QualifiedName| !self.created.contains(name);
        let (child_is_old, parent_is_old) = (is_old(table), is_old(&foreign_key.references));
        let is_renamed = self.renamed.contains_key(table) || self.renamed.contains_key(&foreign_key.references);
        let reads_new_columns = is_renamed
            || self.reads_new_columns(table, &foreign_key.columns)
            || self.reads_new_columns(&foreign_key.references, &foreign_key.referenced_columns);
        let proven = foreign_key.validity.is_valid();
        if proven && child_is_old && parent_is_old && !reads_new_columns {
            self.report_orphans(table, name, &foreign_key);
        }
        if parent_is_old {
            self.privileges.reference.insert(foreign_key.references.clone());
        }
        let is_partitioned = self.rows_in(table) == RowsIn::Partitions;
        if is_partitioned && !undo::knows_not_valid_of_partitioned(self.input) && child_is_old {
            self.add_foreign_key_by_parts(table, name, &foreign_key, origin);
            return;
        }
        let (table, name) = (table.clone(), name.clone());
        let references = foreign_key.references.clone();
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references: Some(references) };
        if is_partitioned && !undo::knows_not_valid_of_partitioned(self.input) {
            let parts = ForeignKeyParts::New;
            let add = AddPartitionedForeignKey { table: table.clone(), name, foreign_key, parts };
            self.step(Stage::AddNotValid, 1, Some(&table), add, Undo::Statements(vec![drop.into()]), origin);
            return;
        }
        let add =
            AddForeignKeyNotValid { table: table.clone(), name: name.clone(), foreign_key: Arc::clone(&foreign_key) };
        let audits = self.audits(&table, &name, &foreign_key);
        let validate = ValidateConstraint { table: table.clone(), name, foreign_key: Some(foreign_key) };
        self.step(Stage::AddNotValid, 1, Some(&table), add, Undo::Statements(vec![drop.into()]), origin);
        if proven {
            for audit in audits {
                self.step(Stage::Audit, 1, Some(&table), audit, Undo::Nothing, origin);
            }
            self.step(Stage::Validate, 1, Some(&table), validate, Undo::Nothing, origin);
        }
    }

    /// How the foreign key will compare rows once the migration has changed all types.
    pub(super) fn comparison(&self, table: &QualifiedName, foreign_key: &ForeignKey) -> Comparison {
        let after = self.input.after;
        after.tables.get(table).map_or_else(Comparison::default, |of| Comparison::of(after, of, foreign_key))
    }

    /// Of a partitioned table each partition is asked.
    fn audits(&self, table: &QualifiedName, name: &Ident, foreign_key: &Arc<ForeignKey>) -> Vec<AuditForeignKey> {
        let holders = self.row_holders(table).into_iter();
        let comparison = self.comparison(table, foreign_key);
        let audit = |table| AuditForeignKey {
            table,
            name: name.clone(),
            foreign_key: Arc::clone(foreign_key),
            comparison: comparison.clone(),
            referenced: self.rows_in(&foreign_key.references),
        };
        holders.map(audit).collect()
    }

    /// Before anything changes, a column may have a type that the other one cannot be compared with.
    fn report_orphans(&mut self, table: &QualifiedName, name: &Ident, foreign_key: &Arc<ForeignKey>) {
        let changes_type = |table: &QualifiedName, columns: &[Ident]| {
            let of = |model: &SchemaModel, column: &Ident| {
                model.tables.get(table).and_then(|table| table.column(column)).map(|column| column.pg_type.clone())
            };
            columns.iter().any(|column| of(self.input.before, column) != of(self.input.after, column))
        };
        if changes_type(table, &foreign_key.columns)
            || changes_type(&foreign_key.references, &foreign_key.referenced_columns)
        {
            return;
        }
        let holders = self.row_holders(table);
        let comparison = self.comparison(table, foreign_key);
        self.orphans.extend(holders.into_iter().map(|table| {
            let (name, foreign_key) = (name.clone(), Arc::clone(foreign_key));
            Referring { table, name, foreign_key, comparison: comparison.clone() }
        }));
    }

    pub(super) fn alter_deferrability(
        &mut self,
        table: &QualifiedName,
        name: &Ident,
        from: ForeignKey,
        to: ForeignKey,
    ) {
        self.privileges.own.insert(table.clone());
        let origin = ObjectName::Constraint(table.clone(), name.clone());
        let alter = |key| AlterConstraint { table: table.clone(), name: name.clone(), foreign_key: Arc::new(key) };
        let undo = Undo::Statements(vec![alter(from).into()]);
        self.step(Stage::Finish, 0, Some(table), alter(to), undo, Some(&origin));
    }

    /// One that was not valid so far: new rows meet it already.
    pub(super) fn validate_constraint(&mut self, table: &QualifiedName, name: &Ident, constraint: &Constraint) {
        self.privileges.own.insert(table.clone());
        let origin = ObjectName::Constraint(table.clone(), name.clone());
        let foreign_key = undo::foreign_key_of(constraint);
        let rank = u8::from(foreign_key.is_some());
        match (constraint, &foreign_key) {
            (_, Some(foreign_key)) => {
                self.report_orphans(table, name, foreign_key);
                self.privileges.reference.insert(foreign_key.references.clone());
                for audit in self.audits(table, name, foreign_key) {
                    self.step(Stage::Audit, 1, Some(table), audit, Undo::Nothing, Some(&origin));
                }
            }
            (Constraint::Check(check), None) => self.check_rows(table, name, check),
            _ => {}
        }
        let validate = ValidateConstraint { table: table.clone(), name: name.clone(), foreign_key };
        let undo = Undo::Statements(undo::invalidate(self.input, table, name, constraint));
        self.step(Stage::Validate, rank, Some(table), validate, undo, Some(&origin));
    }

    pub(super) fn drop_constraint(&mut self, table: &QualifiedName, name: &Ident, constraint: &Constraint) {
        self.privileges.own.insert(table.clone());
        let (rank, references) = match constraint {
            Constraint::ForeignKey(foreign_key) => (0, Some(foreign_key.references.clone())),
            Constraint::Check(_) => (4, None),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => (5, None),
        };
        let undo = Undo::Statements(undo::add_constraint(self.input, table, name, constraint));
        let statement = DropConstraint { table: table.clone(), name: name.clone(), references };
        let (stage, rank) = match constraint {
            // On the way back it is made again after what came is gone.
            Constraint::ForeignKey(foreign_key) if bearer_changes(self.input, foreign_key) => (Stage::Create, 6),
            Constraint::ForeignKey(foreign_key) if self.rests_on_replaced_key(foreign_key) => (Stage::Finish, rank),
            _ => (Stage::Drop, rank),
        };
        self.step(stage, rank, Some(table), statement, undo, None);
    }

    /// The new one is there and proven before the old one goes: no moment without protection.
    pub(super) fn replace_constraint(&mut self, table: &QualifiedName, name: &Ident, from: Constraint, to: Constraint) {
        let object = ObjectName::Constraint(table.clone(), name.clone());
        self.comment(table, object.clone(), None, to.comment().map(str::to_owned));
        self.privileges.own.insert(table.clone());
        let helper = replacement_name(name);
        self.add_constraint_as(table, &helper, name, &to);
        let references = match &from {
            Constraint::ForeignKey(foreign_key) => Some(foreign_key.references.clone()),
            _ => None,
        };
        let undo = Undo::Statements(undo::add_constraint(self.input, table, name, &from));
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references };
        self.step(Stage::Finish, 0, Some(table), drop, undo, Some(&object));
        let is_check = matches!(to, Constraint::Check(_));
        let back = RenameConstraint { table: table.clone(), from: name.clone(), to: helper.clone(), is_check };
        let rename = RenameConstraint { table: table.clone(), from: helper.clone(), to: name.clone(), is_check };
        self.step(Stage::Finish, 0, Some(table), rename, Undo::Statements(vec![back.into()]), Some(&object));
        match &to {
            Constraint::ForeignKey(_) => self.rename_in_partitions(table, (&helper, name), &object),
            Constraint::Unique(key) => {
                self.rename_parts(table, (&helper, name), (&key_index(key), Label::Unique), &object);
            }
            _ => {}
        }
    }
}
