//! The schema, proven on the servers that `cargo xtask test` brings.

use schema_harness::Suite;

fn suite() -> Suite {
    Suite::new(&shop_schema::SCHEMA, "../generated", "tests/snapshots")
}

#[tokio::test]
async fn migrations() {
    suite().migrations().await;
}

#[tokio::test]
async fn certificates() {
    suite().certificates().await;
}

#[tokio::test]
async fn matrix() {
    suite().matrix().await;
}

#[tokio::test]
async fn races() {
    suite().races().await;
}

#[tokio::test]
async fn mutants() {
    suite().mutants().await;
}
