//! What one INSERT costs, all its triggers included.

use std::time::Duration;

use schema_core::ident::QualifiedName;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::attempt::Kind;
use super::error::while_doing;
use super::{MatrixError, Plan, Session, Subject};

/// How often each INSERT is measured; the first ones also compile functions and fill caches.
const ROUNDS: usize = 7;

/// Measures, for each table, the INSERT of a row that satisfies everything: the median execution time that the server
/// itself reports, foreign keys and triggers included, parsing and planning not. All is rolled back.
///
/// The database has the schema and no rows, and the client is in no transaction.
///
/// # Errors
///
/// Those of [`super::run`]; a table whose row is refused has no time and is left out.
pub async fn insert_times(client: &Client, subject: &Subject) -> Result<Vec<(QualifiedName, Duration)>, MatrixError> {
    let plan = Plan::build(client, subject).await?;
    let session = Session::begin(client, &plan).await?;
    let mut times = Vec::new();
    for (table, attempts) in &plan.attempts {
        let Some(Kind::Statements { setup, act, .. }) = attempts.first().map(|attempt| &attempt.kind) else { continue };
        let Some(insert) = act.first() else { continue };
        let mut measured = Vec::new();
        for _ in 0..ROUNDS {
            measured.extend(time(client, setup, insert).await?);
        }
        measured.sort();
        if let Some(median) = measured.get(measured.len() / 2) {
            times.push((table.clone(), *median));
        }
    }
    session.end().await?;
    Ok(times)
}

async fn time(client: &Client, setup: &[String], insert: &str) -> Result<Option<Duration>, MatrixError> {
    let setup: String = setup.iter().map(|statement| format!("{statement}; ")).collect();
    let sql = format!(
        "SAVEPOINT timing; SET LOCAL session_replication_role = replica; {setup}SET LOCAL session_replication_role = origin; \
         EXPLAIN (ANALYZE, FORMAT JSON) {insert}"
    );
    let measured = match client.simple_query(&sql).await {
        Ok(messages) => execution_time(&messages),
        Err(error) if error.as_db_error().is_some() => None,
        Err(error) => return Err(while_doing("measuring an INSERT")(error)),
    };
    client
        .batch_execute("ROLLBACK TO SAVEPOINT timing; RELEASE SAVEPOINT timing")
        .await
        .map_err(while_doing("undoing an INSERT"))?;
    Ok(measured)
}

fn execution_time(messages: &[SimpleQueryMessage]) -> Option<Duration> {
    let text: String = messages
        .iter()
        .filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get("QUERY PLAN"),
            _ => None,
        })
        .collect();
    let plan: serde_json::Value = serde_json::from_str(&text).ok()?;
    let milliseconds = plan.get(0)?.get("Execution Time")?.as_f64()?;
    Some(Duration::from_secs_f64(milliseconds / 1000.0))
}
