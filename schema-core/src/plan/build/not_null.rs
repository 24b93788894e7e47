//! Steps that make a column NOT NULL.

use super::rename::own_not_null;
use super::{Builder, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, ObjectName, Rename};
use crate::plan::proof::not_null_proof;
use crate::plan::{Undo, undo};
use crate::sql::{
    AddCheckNotValid, AddNotNullNotValid, DropConstraint, DropNotNull, RenameConstraint, RowsIn, SetNotNull, Statement,
    ValidateConstraint, ValidateNotNull,
};

impl Builder<'_> {
    /// NOT NULL on a column with rows, proven without keeping writers out: from 18 on by way of a NOT NULL that is not valid
    /// yet, before that by a CHECK, with which SET NOT NULL reads no row. The CHECK also serves where another column's NOT NULL
    /// may have the name: with SET NOT NULL PostgreSQL finds one.
    pub(super) fn set_not_null(&mut self, table: &QualifiedName, column: &Ident) {
        self.privileges.own.insert(table.clone());
        let own = own_not_null(table, column);
        let old = self.input.before.tables.get(table);
        let not_valid = old.and_then(|old| old.column(column)).and_then(|column| column.not_valid.clone());
        let is_free = |name: &Ident| {
            let models = [self.input.before, self.input.after];
            !models.iter().filter_map(|model| model.tables.get(table)).any(|of| of.constraints.contains_key(name))
                && !self.input.has_not_null_called(table, name)
        };
        // PostgreSQL keeps the name of a NOT NULL when its column gets another one, and nobody notes it.
        let was_of_another = [self.input.before, self.input.after]
            .iter()
            .flat_map(|model| &model.renames)
            .any(|rename| matches!(rename, Rename::Column { table: of, from, .. } if of == table && from == column));
        // Names are cut to 63 bytes: PostgreSQL numbers those that are alike then.
        let is_of_another = |own: &Ident| {
            let models = [self.input.before, self.input.after].into_iter();
            let columns = models.filter_map(|model| model.tables.get(table)).flat_map(|of| &of.columns);
            columns
                .filter(|other| other.name != *column)
                .any(|other| own_not_null(table, &other.name).as_ref() == Some(own))
        };
        let own = own.filter(|own| !was_of_another && !is_of_another(own));
        match (not_valid, own) {
            (Some(name), own) => self.validate_not_null(table, column, name, own.filter(is_free)),
            // That of a partition would have the name of its table's, and not of its own.
            (None, Some(name))
                if self.input.after.postgres.min >= 18 && is_free(&name) && self.rows_in(table) == RowsIn::Itself =>
            {
                self.add_not_null(table, column, name);
            }
            (None, _) => self.set_not_null_by_check(table, column),
        }
    }

    fn add_not_null(&mut self, table: &QualifiedName, column: &Ident, name: Ident) {
        let object = ObjectName::Column(table.clone(), column.clone());
        let origin = Some(&object);
        let (_, check) = not_null_proof(self.input.after, table, column);
        self.check_rows(table, &name, &check);
        let unset = DropNotNull { table: table.clone(), column: column.clone() };
        let add = AddNotNullNotValid { table: table.clone(), column: column.clone(), name: name.clone() };
        let validate = ValidateNotNull { table: table.clone(), column: column.clone(), name };
        let undo = Undo::Statements(vec![unset.into()]);
        self.step(Stage::AddNotNullProof, 0, Some(table), add, undo, origin);
        self.step(Stage::ValidateNotNullProof, 0, Some(table), validate, Undo::Nothing, origin);
    }

    /// Proves what is there, and gives it the name that it has in a database that is made anew.
    fn validate_not_null(&mut self, table: &QualifiedName, column: &Ident, name: Ident, own: Option<Ident>) {
        let object = ObjectName::Column(table.clone(), column.clone());
        let origin = Some(&object);
        let (_, check) = not_null_proof(self.input.after, table, column);
        self.check_rows(table, &name, &check);
        let unset = DropNotNull { table: table.clone(), column: column.clone() };
        let add = AddNotNullNotValid { table: table.clone(), column: column.clone(), name: name.clone() };
        let validate = ValidateNotNull { table: table.clone(), column: column.clone(), name: name.clone() };
        // PostgreSQL has no word for what is valid no more.
        let undo = Undo::Statements(vec![unset.into(), add.into()]);
        self.step(Stage::ValidateNotNullProof, 0, Some(table), validate, undo, origin);
        if let Some(own) = own.filter(|own| *own != name) {
            let back = RenameConstraint { table: table.clone(), from: own.clone(), to: name.clone(), is_check: false };
            let rename = RenameConstraint { table: table.clone(), from: name, to: own, is_check: false };
            self.step(Stage::SetNotNull, 0, Some(table), rename, Undo::Statements(vec![back.into()]), origin);
        }
    }

    fn set_not_null_by_check(&mut self, table: &QualifiedName, column: &Ident) {
        let object = ObjectName::Column(table.clone(), column.clone());
        let origin = Some(&object);
        let (name, check) = not_null_proof(self.input.after, table, column);
        self.check_rows(table, &name, &check);
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
        let add = AddCheckNotValid { table: table.clone(), name: name.clone(), check };
        let validate = ValidateConstraint { table: table.clone(), name, foreign_key: None };
        let set = SetNotNull { table: table.clone(), column: column.clone() };
        let unset = DropNotNull { table: table.clone(), column: column.clone() };
        let readd = vec![add.clone().into(), validate.clone().into()];
        let only_drop = Undo::Statements(vec![drop.clone().into()]);
        let key = self.input.after.tables.get(table).and_then(|table| table.primary_key());
        let of_key = key.filter(|(_, key)| key.columns.contains(column));
        let of_partitions = of_key.map(|_| self.not_nulls_of_partitions(table, column)).unwrap_or_default();
        let unset = [unset].into_iter().chain(of_partitions).map(Statement::from).collect();
        self.step(Stage::AddNotNullProof, 0, Some(table), add, only_drop, origin);
        self.step(Stage::ValidateNotNullProof, 0, Some(table), validate, Undo::Nothing, origin);
        self.step(Stage::SetNotNull, 0, Some(table), set, Undo::Statements(unset), origin);
        self.step(Stage::SetNotNull, 0, Some(table), drop, Undo::Statements(readd), origin);
    }

    pub(super) fn drop_not_null(&mut self, table: QualifiedName, column: Ident) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), column.clone());
        let old = self.input.before.tables.get(&table);
        let not_valid = old.and_then(|old| old.column(&column)).and_then(|column| column.not_valid.clone());
        let undo = match not_valid {
            Some(name) => vec![AddNotNullNotValid { table: table.clone(), column: column.clone(), name }.into()],
            None => undo::set_not_null(self.input.before, &table, &column),
        };
        // Before a default goes, for rows without a value; before another type comes, which may give NULLs. PostgreSQL
        // refuses it for a column of a primary key, which goes with what is dropped.
        let is_key = old.and_then(|old| old.primary_key()).is_some_and(|(_, key)| key.columns.contains(&column));
        let (stage, rank) = if is_key { (Stage::Drop, 6) } else { (Stage::Create, 1) };
        let statement = DropNotNull { table: table.clone(), column: column.clone() };
        self.step(stage, rank, Some(&table), statement, Undo::Statements(undo), Some(&object));
        self.drop_not_null_of_partitions((stage, rank), &table, &column);
    }

    /// Adds what is to stay not valid, as a database on 18 may have it.
    pub(super) fn add_not_null_not_valid(&mut self, table: &QualifiedName, column: &Ident, name: Ident) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), column.clone());
        let add = AddNotNullNotValid { table: table.clone(), column: column.clone(), name };
        let undo = Undo::Statements(vec![DropNotNull { table: table.clone(), column: column.clone() }.into()]);
        self.step(Stage::AddNotNullProof, 0, Some(table), add, undo, Some(&object));
    }

    pub(super) fn add_not_null_of_new<'c>(
        &mut self,
        table: &QualifiedName,
        columns: impl IntoIterator<Item = &'c Column>,
    ) {
        for column in columns {
            if let Some(name) = &column.not_valid {
                self.add_not_null_not_valid(table, &column.name, name.clone());
            }
        }
    }
}
