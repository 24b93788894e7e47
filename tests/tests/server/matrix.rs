//! What the reference schema accepts and refuses, and which weaker schemas that tells apart.

use schema_harness::Suite;

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
