//! Sessions that are held open, and what one waits for.

use std::time::{Duration, Instant};

use tokio_postgres::Client;

/// Runs SQL that must succeed.
pub(crate) async fn run(client: &Client, sql: &str) {
    client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {}", said(&error)));
}

/// Returns what the server said of an error, with its SQLSTATE.
pub(crate) fn said(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(answer) => format!("{} (SQLSTATE {})", answer.message(), answer.code().code()),
        None => error.to_string(),
    }
}

/// Returns the process id of the session's backend.
pub(crate) async fn pid(client: &Client) -> i32 {
    let row = client.query_one("SELECT pg_backend_pid()", &[]).await;
    row.unwrap_or_else(|error| panic!("asking for the process id: {}", said(&error))).get(0)
}

/// Returns once a session waits for another. Polls without a pause: each question is a round trip.
pub(crate) async fn wait_until_blocked(watcher: &Client, blocked: i32, by: i32) {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let row = watcher.query_one("SELECT $2 = ANY (pg_blocking_pids($1))", &[&blocked, &by]).await;
        if row.unwrap_or_else(|error| panic!("asking who blocks whom: {}", said(&error))).get(0) {
            return;
        }
        assert!(Instant::now() < deadline, "the statement did not get to wait for the other session");
    }
}
