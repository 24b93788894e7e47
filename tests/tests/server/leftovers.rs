//! What a killed plan leaves on a scratch server goes with the next one.

use std::time::Duration;

use schema_harness::drop_leftovers;

use crate::support::server;

#[tokio::test]
async fn databases_that_nobody_uses_any_more_are_dropped() {
    let server = server();
    let database = async |label: &str| server.empty_database(label).await.unwrap_or_else(|error| panic!("{error}"));
    let (left, used, other) = (database("left_over").await, database("left_over").await, database("left_overs").await);
    let client = used.connect().await.unwrap_or_else(|error| panic!("{error}"));
    let names = [&left, &used, &other].map(|database| database.name().to_owned());
    let drop = async |older_than| drop_leftovers(&server, "left over", older_than).await;
    let dropped = drop(Duration::from_secs(3600)).await.unwrap_or_else(|error| panic!("{error}"));
    assert!(dropped.is_empty(), "{dropped:?} are young");
    let dropped = drop(Duration::ZERO).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(dropped, names[..1]);
    let query = "SELECT count(*) FROM pg_database WHERE datname = ANY ($1)";
    let row = client.query_one(query, &[&names.to_vec()]).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(row.get::<_, i64>(0), 2);
    left.keep();
}
