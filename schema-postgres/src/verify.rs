//! Whether a live database is what is declared: probes that only read, each with a target and what was found.
//!
//! C1 and C2 of the reference schema's runbook, for any schema. A probe that could not be carried out is not passed: it
//! is unknown, and the verdict says so. <https://www.postgresql.org/docs/current/catalogs.html>

mod integrity;
mod types;

use schema_core::model::SchemaModel;
use tokio_postgres::{Client, Error};

const SESSION: &str = include_str!("verify/session.sql");

/// One question to a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The check it belongs to, and its own name: `C1.foreign_keys`.
    pub id: String,
    /// What is asked, for people.
    pub question: String,
    /// What the answer is to be.
    pub target: String,
    /// What it is.
    pub actual: String,
    /// How the two compare.
    pub result: ProbeResult,
    /// What is amiss, one object or row a line; in the order of the declaration.
    pub amiss: Vec<String>,
}

/// How a probe went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeResult {
    /// It found what it was to find.
    Pass,
    /// It found something else.
    Fail,
    /// It could not be carried out; `actual` says why.
    Unknown,
}

impl Probe {
    /// Makes the probe of something that was compared: it passes where nothing is amiss.
    pub fn compared(id: &str, question: &str, target: String, actual: String, amiss: Vec<String>) -> Probe {
        let result = if amiss.is_empty() { ProbeResult::Pass } else { ProbeResult::Fail };
        Probe { id: id.to_owned(), question: question.to_owned(), target, actual, result, amiss }
    }

    /// Makes the probe of something that could not be found out.
    pub fn unknown(id: &str, question: &str, target: String, reason: String) -> Probe {
        let result = ProbeResult::Unknown;
        Probe { id: id.to_owned(), question: question.to_owned(), target, actual: reason, result, amiss: Vec::new() }
    }
}

/// Makes a session that can only read, that no row security blinds, and that waits at most 2 s for a lock.
///
/// # Errors
///
/// The connection's, and the server's.
pub async fn prepare(client: &Client) -> Result<(), Error> {
    client.batch_execute(SESSION).await
}

/// Asks everything that reading can answer: C1, the objects and the rows, and C2, the types.
///
/// `progress` is told what is being looked at: reading all rows of large tables takes as long as reading them does.
/// The session must be one of [`prepare`].
pub async fn probe(client: &Client, model: &SchemaModel, progress: &dyn Fn(&str)) -> Vec<Probe> {
    let mut probes = integrity::objects(client, model).await;
    probes.push(integrity::orphans(client, model, progress).await);
    probes.push(types::alignment(client, model).await);
    probes
}

/// What the server said, for a report: its message and SQLSTATE.
fn reason(error: &Error) -> String {
    match error.as_db_error() {
        Some(answer) => format!("{} (SQLSTATE {})", answer.message(), answer.code().code()),
        None => error.to_string(),
    }
}
