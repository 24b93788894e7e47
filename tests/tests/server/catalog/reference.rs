//! The reference schema, read back.

use schema_core::ident::QualifiedName;
use schema_core::lockfile;
use schema_core::model::{Constraint, IndexTerm, RoutineName, SchemaModel, Table};
use schema_core::sql::schema_script;

use super::read;
use crate::support;

#[tokio::test]
async fn the_migrations_lead_to_what_is_declared() {
    let server = support::server();
    let (migrated, direct) = (
        server.empty_database("catalog_reference").await.unwrap(),
        server.empty_database("catalog_direct").await.unwrap(),
    );
    let migrations = support::migrations();
    let newest = &migrations.last().expect("there are migrations").name;
    let lock_file = support::generated().join("migrations").join(newest).join("schema.lock");
    let declared = &lockfile::read(&std::fs::read_to_string(lock_file).unwrap()).unwrap();
    for migration in &migrations {
        migrated.psql(&migration.steps).await.unwrap();
    }
    direct.execute(&schema_script(declared)).await.unwrap();
    let (migrated, direct) = (read(&migrated).await, read(&direct).await);

    // Catalog with catalog, texts and all.
    assert_eq!(migrated, direct);
    // Catalog with declaration, but for what PostgreSQL prints in its own way.
    let read = shape(&migrated.model);
    let mut declared = shape(declared);
    declared.postgres = read.postgres;
    declared.printed_by = read.printed_by;
    // Invariants are read as what holds them: a function and a trigger each.
    let of_invariants = |name: &QualifiedName, table: &Table| -> Vec<RoutineName> {
        let of_table = table.invariants.keys();
        of_table.map(|invariant| RoutineName { name: name.sibling(invariant), arguments: String::new() }).collect()
    };
    let functions: Vec<RoutineName> =
        declared.tables.iter().flat_map(|(name, table)| of_invariants(name, table)).collect();
    assert!(functions.iter().eq(read.routines.keys()), "{:?}", read.routines.keys());
    for (name, table) in &mut declared.tables {
        let invariants = std::mem::take(&mut table.invariants);
        assert!(invariants.keys().eq(read.tables[name].triggers.keys()), "{name}");
        table.triggers = read.tables[name].triggers.clone();
    }
    declared.routines = read.routines.clone();
    assert_eq!(read.tables.len(), 18);
    assert_eq!(read, declared);
    let kinds: Vec<&str> = migrated.unmanaged.iter().map(|unmanaged| &*unmanaged.kind).collect();
    assert!(kinds.iter().all(|kind| *kind == "grant"), "{kinds:?}");
}

/// The same model without the texts that PostgreSQL prints in another way than they are declared; where one is stays.
fn shape(model: &SchemaModel) -> SchemaModel {
    let mut model = model.clone();
    for table in model.tables.values_mut() {
        forget_texts(table);
    }
    model
}

fn forget_texts(table: &mut Table) {
    for column in &mut table.columns {
        if let Some(default) = &mut column.default {
            default.clear();
        }
    }
    for constraint in table.constraints.values_mut() {
        if let Constraint::Check(check) = constraint {
            check.expression.sql.clear();
        }
    }
    for index in table.indexes.values_mut() {
        for key in &mut index.keys {
            if let IndexTerm::Expression(expression) = &mut key.term {
                expression.sql.clear();
            }
        }
        if let Some(predicate) = &mut index.predicate {
            predicate.sql.clear();
        }
    }
}
