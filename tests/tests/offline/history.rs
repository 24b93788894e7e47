//! What `generated/` tells: two states of the declaration, and nothing else between them.

use std::collections::BTreeMap;
use std::fs;

use schema_core::diff::{Change, diff, in_physical_order};
use schema_core::layout::{Release, Sums};
use schema_core::lockfile;
use schema_core::model::{Constraint, SchemaModel, Table};
use schema_core::plan::{Allowed, PlanInput, plan};
use schema_core::resolve::resolve;

use crate::support::root;

fn sums() -> Sums {
    let text = fs::read_to_string(root().join("generated/migrations.sum")).expect("migrations.sum is there");
    Sums::read(&text).expect("migrations.sum can be read")
}

fn lock(migration: &str) -> SchemaModel {
    let path = root().join("generated/migrations").join(migration).join("schema.lock");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    lockfile::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_newest_lock_is_what_is_declared() {
    let declared = resolve(&schema_def::SCHEMA).expect("the reference schema resolves").model;
    let newest = lock(&sums().folders.last().expect("there are migrations").name.to_string());
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
fn the_third_migration_adds_invariants_and_nothing_else() {
    let (second, third) = (lock("0002_master_table_foreign_keys"), lock("0003_invariants"));
    let changes = diff(&second, &third);
    assert!(changes.iter().all(|change| matches!(change, Change::AddInvariant(..))), "{changes:?}");
    assert_eq!(changes.len(), 23);
}

#[test]
fn no_step_of_0002_scans_a_table_while_its_writers_wait() {
    let (before, after) = (lock("0001_master_tables"), lock("0002_master_table_foreign_keys"));
    let input = PlanInput { before: &before, after: &after, origins: &BTreeMap::new(), allowed: &Allowed::default() };
    let plan = plan(&input).expect("0002 can be planned");
    assert!(plan.steps.len() > 100, "0002 has steps");
    for step in &plan.steps {
        for (_, effects) in step.effects.groups() {
            let blocking = effects.locks.iter().filter(|lock| lock.mode.blocks_writes());
            for lock in blocking {
                assert!(!effects.scans.contains(&lock.relation), "{} scans {}", step.id, lock.relation);
            }
        }
    }
}

#[test]
fn after_0002_the_counts_are_those_of_the_reports() {
    let model = lock("0002_master_table_foreign_keys");
    let tables = model.tables.values();
    let checks = |table: &&Table| {
        table.constraints.values().filter(|constraint| matches!(constraint, Constraint::Check(_))).count()
    };
    let secondary = |table: &Table| table.indexes.values().filter(|index| !index.unique).count();
    assert_eq!(tables.len(), 18, "tables");
    assert_eq!(tables.clone().map(|table| checks(&table)).sum::<usize>(), 22, "CHECK constraints");
    assert_eq!(tables.clone().map(secondary).sum::<usize>(), 89, "secondary indexes");
    let counts: Vec<(&str, usize)> =
        model.tables.iter().map(|(name, table)| (name.name.as_str(), table.foreign_keys().count())).collect();
    assert_eq!(
        counts,
        [
            ("approval_policies", 4),
            ("approval_policy_stages", 3),
            ("atp_scope_master", 4),
            ("atp_submissions", 4),
            ("config_versions", 4),
            ("document_type_master", 2),
            ("punchlist_category_master", 3),
            ("punchlists", 4),
            ("region_master", 3),
            ("role_master", 2),
            ("site_master", 3),
            ("stage_decisions", 3),
            ("submission_documents", 3),
            ("users", 0),
            ("vendor_master", 3),
            ("workflow_instances", 7),
            ("workflow_stages", 5),
            ("workspaces", 0),
        ]
    );
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 57, "foreign keys");
}

#[test]
fn the_first_two_migrations_are_released() {
    let states: Vec<(String, Release)> =
        sums().folders.iter().take(2).map(|folder| (folder.name.to_string(), folder.release)).collect();
    assert_eq!(
        states,
        [
            ("0001_master_tables".to_owned(), Release::Released),
            ("0002_master_table_foreign_keys".to_owned(), Release::Released),
        ]
    );
}
