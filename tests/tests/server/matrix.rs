//! What the reference schema accepts and refuses, and which weaker schemas that tells apart.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::sql::invariant_script;
use schema_harness::Suite;
use schema_harness::behaviour::compare;
use schema_harness::matrix::{self, Line, Outcome, Subject, races};

use crate::support;

fn suite() -> Suite {
    Suite::new(&schema_def::SCHEMA, "../generated", "snapshots")
}

#[tokio::test]
async fn every_table_accepts_and_refuses_what_its_snapshot_says() {
    suite().matrix().await;
}

#[tokio::test]
async fn races_end_as_their_snapshot_says() {
    suite().races().await;
}

#[tokio::test]
async fn no_weaker_schema_passes_for_the_reference_schema() {
    suite().mutants().await;
}

/// What the lock in a trigger is for: the same trigger without it lets a workflow start on a version that is archived
/// meanwhile.
#[tokio::test]
async fn without_the_lock_one_session_overtakes_the_other() {
    let database = suite().database("races_without_lock").await.unwrap();
    let name = Ident::new("workflow_instances_config_version_id_requires").unwrap();
    let table: QualifiedName = "public.workflow_instances".parse().unwrap();
    let subject = Subject::of(&schema_def::SCHEMA).unwrap();
    let invariant = &subject.model.tables[&table].invariants[&name];
    let locked = invariant_script(&table, &name, invariant, true);
    let naive = locked.replace(" FOR SHARE;", ";");
    assert_ne!(naive, locked);
    database.execute(&naive).await.unwrap();
    let matrix = races::run_subject(&database, &subject).await.unwrap();
    let overtaken =
        |line: &&Line| line.rule == name.as_str() && line.outcome == Outcome::State(races::DOES_NOT_WAIT.to_owned());
    assert!(matrix.tables[&table].iter().any(|line| overtaken(&line)), "{}", matrix.text_of(&table));
}

#[tokio::test]
async fn a_damaged_database_is_told_from_the_declared_one_aspect_by_aspect() {
    if support::is_left_to_newest() {
        return;
    }
    let (declared, damaged) =
        (suite().database("behaviour_declared").await.unwrap(), suite().database("behaviour_damaged").await.unwrap());
    damaged
        .execute(
            "DROP INDEX public.config_versions_one_active_per_workspace;
             DROP TRIGGER workflow_instances_status_lifecycle ON public.workflow_instances;
             ALTER TABLE public.punchlists DROP CONSTRAINT punchlists_category_id_fkey;
             ALTER TABLE public.config_versions DISABLE TRIGGER config_versions_frozen",
        )
        .await
        .unwrap();
    let subject = Subject::of(&schema_def::SCHEMA).unwrap();
    let expected = matrix::run_subject(&declared.connect().await.unwrap(), &subject).await.unwrap();
    let actual = matrix::run_subject(&damaged.connect().await.unwrap(), &subject).await.unwrap();
    for comparison in compare(&subject.model, &expected, &expected) {
        assert!(comparison.lines > 0 && comparison.differing.is_empty(), "{comparison:?}");
    }
    for comparison in compare(&subject.model, &expected, &actual) {
        assert!(!comparison.differing.is_empty(), "{:?}", comparison.aspect);
        assert!(comparison.differing.len() < comparison.lines, "{comparison:?}");
    }
    let times = matrix::insert_times(&declared.connect().await.unwrap(), &subject).await.unwrap();
    assert_eq!(times.len(), subject.model.tables.len());
}
