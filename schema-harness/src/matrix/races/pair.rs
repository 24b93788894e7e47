//! Two sessions, and a third that sees which of them waits.

use std::time::{Duration, Instant};

use tokio_postgres::Client;

use super::Race;
use crate::matrix::error::while_doing;
use crate::matrix::{Line, MatrixError, Outcome};
use crate::{HarnessError, TestDatabase};

/// How long the second session may take to wait or to end.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often is looked whether it waits.
const PACE: Duration = Duration::from_millis(2);

/// The three sessions.
pub(super) struct Pair {
    first: Client,
    second: Client,
    pub(super) watcher: Client,
    pids: (i32, i32),
}

impl Pair {
    pub(super) async fn connect(database: &TestDatabase) -> Result<Pair, MatrixError> {
        let (first, second) = (database.connect().await?, database.connect().await?);
        let pids = (pid(&first).await?, pid(&second).await?);
        Ok(Pair { first, second, watcher: database.connect().await?, pids })
    }

    /// Runs a race: the first session acts, the second acts too, then the first commits.
    pub(super) async fn run(&self, race: &Race) -> Result<Vec<Line>, MatrixError> {
        let line = |what: &str, outcome| Line {
            rule: race.rule.clone(),
            attempt: format!("{}: {what}", race.text),
            outcome,
            restricts: false,
        };
        let first = outcome(self.first.batch_execute(&begun(&race.first)).await)?;
        if !matches!(first, Outcome::Accepted { .. }) {
            end(&self.first, "ROLLBACK").await?;
            return Ok(vec![line("the first", first)]);
        }
        let statement = begun(&race.second);
        let mut second = std::pin::pin!(self.second.batch_execute(&statement));
        let deadline = Instant::now() + PATIENCE;
        let mut ended = None;
        let waits = loop {
            // The pause is for the second session; what ends the loop is what the server says.
            if let Ok(result) = tokio::time::timeout(PACE, second.as_mut()).await {
                ended = Some(result);
                break false;
            }
            if self.second_waits().await? {
                break true;
            }
            if Instant::now() > deadline {
                end(&self.first, "ROLLBACK").await?;
                return Err(HarnessError::message(format!(
                    "{}: {}: after {} seconds the second session neither waits for the first nor ends",
                    race.rule,
                    race.text,
                    PATIENCE.as_secs()
                ))
                .into());
            }
        };
        end(&self.first, "COMMIT").await?;
        let result = match ended {
            Some(result) => result,
            None => second.await,
        };
        let second = outcome(result)?;
        end(&self.second, if matches!(second, Outcome::Accepted { .. }) { "COMMIT" } else { "ROLLBACK" }).await?;
        let waiting = if waits { "waits for the first" } else { super::DOES_NOT_WAIT };
        Ok(vec![
            line("the first", first),
            line("the second, before the first commits", Outcome::State(waiting.to_owned())),
            line("the second", second),
        ])
    }

    async fn second_waits(&self) -> Result<bool, MatrixError> {
        let query = "SELECT $1 = ANY (pg_catalog.pg_blocking_pids($2))";
        let row = self.watcher.query_one(query, &[&self.pids.0, &self.pids.1]).await;
        Ok(row.map_err(while_doing("looking who waits"))?.get(0))
    }
}

async fn pid(client: &Client) -> Result<i32, MatrixError> {
    let row = client.query_one("SELECT pg_catalog.pg_backend_pid()", &[]).await;
    Ok(row.map_err(while_doing("asking for a session's number"))?.get(0))
}

fn begun(statement: &str) -> String {
    format!("BEGIN; {statement}; SET CONSTRAINTS ALL IMMEDIATE")
}

async fn end(client: &Client, how: &str) -> Result<(), MatrixError> {
    client.batch_execute(how).await.map_err(while_doing("ending a race"))
}

/// What the server said; an error that is not the server's is one.
fn outcome(result: Result<(), tokio_postgres::Error>) -> Result<Outcome, MatrixError> {
    let Err(error) = result else { return Ok(Outcome::Accepted { note: None }) };
    match error.as_db_error() {
        Some(refused) => Ok(Outcome::Refused {
            sqlstate: refused.code().code().to_owned(),
            constraint: refused.constraint().map(str::to_owned),
        }),
        None => Err(while_doing("running a race")(error)),
    }
}
