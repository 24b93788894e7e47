//! What `generated/` tells: two states of the declaration, and nothing else between them.

use std::fs;

use schema_core::diff::{Change, diff, in_physical_order};
use schema_core::layout::{Release, Sums};
use schema_core::lockfile;
use schema_core::model::{Constraint, SchemaModel};
use schema_core::resolve::resolve;

use crate::support::root;

fn lock(migration: &str) -> SchemaModel {
    let path = root().join("generated/migrations").join(migration).join("schema.lock");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    lockfile::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_newest_lock_is_what_is_declared() {
    let declared = resolve(&schema_def::SCHEMA).expect("the reference schema resolves").model;
    let newest = lock("0002_master_table_foreign_keys");
    assert_eq!(diff(&newest, &in_physical_order(&newest, declared)), []);
}

#[test]
fn the_second_migration_adds_56_foreign_keys_their_keys_and_a_check() {
    let (first, second) = (lock("0001_master_tables"), lock("0002_master_table_foreign_keys"));
    let (mut foreign_keys, mut keys, mut checks) = (0, 0, Vec::new());
    for change in diff(&first, &second) {
        match change {
            Change::AddConstraint(_, _, Constraint::ForeignKey(_)) => foreign_keys += 1,
            Change::AddConstraint(_, _, Constraint::Unique(key)) => {
                keys += 1;
                assert_eq!(key.columns.last().map(|column| column.as_str()), Some("id"));
            }
            Change::AddConstraint(_, name, Constraint::Check(_)) => checks.push(name.to_string()),
            other => panic!("0002 also holds {other:?}"),
        }
    }
    assert_eq!((foreign_keys, keys), (56, 13));
    assert_eq!(checks, ["closed_not_before_started"]);
}

#[test]
fn both_migrations_are_released() {
    let text = fs::read_to_string(root().join("generated/migrations.sum")).expect("migrations.sum is there");
    let sums = Sums::read(&text).expect("migrations.sum can be read");
    let states: Vec<(String, Release)> =
        sums.folders.iter().map(|folder| (folder.name.to_string(), folder.release)).collect();
    assert_eq!(
        states,
        [
            ("0001_master_tables".to_owned(), Release::Released),
            ("0002_master_table_foreign_keys".to_owned(), Release::Released),
        ]
    );
}
