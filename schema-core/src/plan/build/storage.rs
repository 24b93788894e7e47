//! Steps that change how tables that are there are stored.

use std::collections::BTreeSet;

use super::{Builder, Draft, Stage};
use crate::ident::QualifiedName;
use crate::model::{ObjectName, SchemaModel, StorageParameters};
use crate::plan::Undo;
use crate::sql::{AlterTableOptions, Persistence, SetPersistence, identity_sequence};

impl Builder<'_> {
    pub(super) fn alter_table_options(
        &mut self,
        table: &QualifiedName,
        from: StorageParameters,
        to: StorageParameters,
    ) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Table(table.clone());
        let alter = |from: &StorageParameters, to: &StorageParameters| AlterTableOptions {
            table: table.clone(),
            from: from.clone(),
            to: to.clone(),
        };
        let undo = Undo::Statements(vec![alter(&to, &from).into()]);
        self.step(Stage::Create, 5, Some(table), alter(&from, &to), undo, Some(&object));
    }

    /// A logged table never refers to an unlogged one: referenced tables become logged first, and unlogged last. Where a
    /// foreign key that goes is in the way, it goes first.
    pub(super) fn set_persistence(&mut self, table: &QualifiedName, persistence: Persistence) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Table(table.clone());
        let is_unlogged =
            |model: &SchemaModel, name: &QualifiedName| model.tables.get(name).is_some_and(|table| table.unlogged);
        let (before, after) = (self.input.before, self.input.after);
        // What refers to a table refers to each of its partitions.
        let whole = self.divisions.partitioned_table(table).unwrap_or(table);
        let is_in_the_way = match persistence {
            Persistence::Logged => {
                let old = before.tables.get(table).into_iter().flat_map(|table| table.foreign_keys());
                old.into_iter().any(|(_, key)| key.references != *table && is_unlogged(after, &key.references))
            }
            Persistence::Unlogged => before.tables.iter().any(|(name, other)| {
                name != table
                    && !is_unlogged(after, name)
                    && other.foreign_keys().any(|(_, key)| key.references == *whole)
            }),
        };
        let stage = if is_in_the_way { Stage::Drop } else { Stage::Create };
        let place = self.table_order.get(whole).copied().unwrap_or(0);
        let place = match persistence {
            Persistence::Logged => place,
            Persistence::Unlogged => self.table_order.len() - place,
        };
        // What is dropped is there until `Drop`.
        let models = if is_in_the_way { vec![after] } else { vec![before, after] };
        let sequences: BTreeSet<QualifiedName> = models.into_iter().flat_map(|model| owned_by(model, table)).collect();
        let sequences: Vec<QualifiedName> = sequences.into_iter().collect();
        let statement = SetPersistence { table: table.clone(), sequences: sequences.clone(), persistence };
        let back = SetPersistence { table: table.clone(), sequences, persistence: persistence.other() };
        self.drafts.push(Draft {
            stage,
            order: (9, place, self.drafts.len()),
            statement: statement.into(),
            undo: Undo::Statements(vec![back.into()]),
            origin: self.input.origins.get(&object).cloned(),
        });
    }
}

/// The sequences that columns of a table own, those of identity columns among them.
fn owned_by(model: &SchemaModel, table: &QualifiedName) -> Vec<QualifiedName> {
    let columns = model.tables.get(table).into_iter().flat_map(|table| &table.columns);
    let identities = columns.filter_map(|column| {
        let identity = column.identity.as_ref()?;
        Some(identity_sequence(table, &column.name, identity))
    });
    let owned = model
        .sequences
        .iter()
        .filter(|(_, sequence)| sequence.owned_by.as_ref().is_some_and(|(owner, _)| owner == table));
    identities.chain(owned.map(|(name, _)| name.clone())).collect()
}
