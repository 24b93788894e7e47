//! Steps that add and replace indexes of tables that are there.

use super::{Builder, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Index, ObjectName, StorageParameters};
use crate::plan::helper_name::replacement_name;
use crate::plan::part::Label;
use crate::plan::with_type::goes_before_type;
use crate::plan::{Undo, undo};
use crate::sql::{
    AlterIndexOptions, CreateIndexConcurrently, DropIndexConcurrently, DropPartitionedIndex, RenameIndex, Statement,
};

/// The place of indexes that go before the types of columns change.
pub(super) const BEFORE_TYPES: (Stage, u8) = (Stage::Create, 1);

impl Builder<'_> {
    pub(super) fn add_index(&mut self, table: &QualifiedName, name: &Ident, index: &Index) {
        self.privileges.own.insert(table.clone());
        self.privileges.create_in.insert(table.namespace.clone());
        let origin = ObjectName::Index(table.clone(), name.clone());
        if index.unique {
            self.check_duplicates(table, name, index);
        }
        if self.partitioned(table).is_some() {
            self.add_partitioned_index(table, name, index);
            return;
        }
        let drop = DropIndexConcurrently { table: table.clone(), name: name.clone() };
        let create = CreateIndexConcurrently { table: table.clone(), name: name.clone(), index: index.clone() };
        self.step(Stage::Index, 0, Some(table), create, Undo::Statements(vec![drop.into()]), Some(&origin));
    }

    pub(super) fn replace_index(&mut self, table: &QualifiedName, name: &Ident, from: &Index, to: Index) {
        let object = ObjectName::Index(table.clone(), name.clone());
        self.comment(table, object.clone(), None, to.comment.clone());
        if from.is_invalid {
            // It serves no query: nothing is missing between its end and the new one, and nobody wants it back.
            let drop = self.drop_index_statement(table, name);
            self.step(Stage::Create, 6, Some(table), drop, Undo::Nothing, Some(&object));
            self.add_index(table, name, &to);
            return;
        }
        if goes_before_type(self.input, table, from) {
            let undo = Undo::Statements(undo::create_index(self.input, table, name, from));
            let drop = self.drop_index_statement(table, name);
            let (stage, rank) = BEFORE_TYPES;
            self.step(stage, rank, Some(table), drop, undo, Some(&object));
            self.add_index(table, name, &to);
            self.rename_parts(table, (name, name), (&to, Label::Index), &object);
            return;
        }
        let helper = replacement_name(name);
        self.add_index(table, &helper, &to);
        let undo = Undo::Statements(undo::create_index(self.input, table, name, from));
        let drop = self.drop_index_statement(table, name);
        self.step(Stage::Finish, 0, Some(table), drop, undo, Some(&object));
        let back = RenameIndex { table: table.clone(), from: name.clone(), to: helper.clone(), is_part: false };
        let rename = RenameIndex { table: table.clone(), from: helper.clone(), to: name.clone(), is_part: false };
        self.step(Stage::Finish, 0, Some(table), rename, Undo::Statements(vec![back.into()]), Some(&object));
        self.rename_parts(table, (&helper, name), (&to, Label::Index), &object);
    }

    /// PostgreSQL drops the index of a partitioned table only while all wait; that takes no time.
    pub(super) fn drop_index_statement(&self, table: &QualifiedName, name: &Ident) -> Statement {
        let (name, is_partitioned) = (name.clone(), self.partitioned(table).is_some());
        match is_partitioned {
            true => DropPartitionedIndex { table: table.clone(), name }.into(),
            false => DropIndexConcurrently { table: table.clone(), name }.into(),
        }
    }

    pub(super) fn alter_index_options(
        &mut self,
        table: &QualifiedName,
        name: &Ident,
        from: StorageParameters,
        to: StorageParameters,
    ) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Index(table.clone(), name.clone());
        let alter = |from: &StorageParameters, to: &StorageParameters| AlterIndexOptions {
            table: table.clone(),
            name: name.clone(),
            from: from.clone(),
            to: to.clone(),
        };
        let undo = Undo::Statements(vec![alter(&to, &from).into()]);
        self.step(Stage::Finish, 0, Some(table), alter(&from, &to), undo, Some(&object));
    }
}
