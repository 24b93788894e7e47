//! Whether a live database is what is declared: probes that only read, each with a target and what was found.
//!
//! C1 and C2 of the reference schema's runbook, for any schema. A probe that could not be carried out is not passed: it
//! is unknown, and the verdict says so. <https://www.postgresql.org/docs/current/catalogs.html>

mod integrity;
mod types;

use schema_core::model::SchemaModel;
use tokio_postgres::error::ErrorPosition;
use tokio_postgres::{Client, Error};

pub use crate::failure::reason;

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

/// What follows from all probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All passed.
    Go,
    /// None failed, but some could not be carried out.
    Hold,
    /// Some failed.
    NoGo,
}

impl Verdict {
    /// Judges. No probe at all is no reason to go.
    pub fn of(probes: &[Probe]) -> Verdict {
        let any = |result: ProbeResult| probes.iter().any(|probe| probe.result == result);
        match (any(ProbeResult::Fail), any(ProbeResult::Unknown) || probes.is_empty()) {
            (true, _) => Verdict::NoGo,
            (false, true) => Verdict::Hold,
            (false, false) => Verdict::Go,
        }
    }

    /// The word for people: `go`, `hold`, `no-go`.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Go => "go",
            Verdict::Hold => "hold",
            Verdict::NoGo => "no-go",
        }
    }
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
    probes.push(integrity::interference(client, model).await);
    probes.push(integrity::orphans(client, model, progress).await);
    probes.push(types::alignment(client, model).await);
    probes
}

/// The line of SQL text that the server points to, from 1; nothing where it points to none.
pub fn line_of(error: &Error, sql: &str) -> Option<usize> {
    let Some(ErrorPosition::Original(position)) = error.as_db_error()?.position() else { return None };
    let before = sql.chars().take(usize::try_from(*position).ok()?.saturating_sub(1));
    Some(before.filter(|c| *c == '\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::{Probe, Verdict};

    #[test]
    fn a_probe_that_could_not_be_carried_out_is_never_a_pass() {
        let text = || String::new();
        let pass = Probe::compared("C1.a", "", text(), text(), Vec::new());
        let fail = Probe::compared("C1.b", "", text(), text(), vec!["x".to_owned()]);
        let unknown = Probe::unknown("C1.c", "", text(), text());
        assert_eq!(Verdict::of(&[]), Verdict::Hold);
        assert_eq!(Verdict::of(std::slice::from_ref(&pass)), Verdict::Go);
        assert_eq!(Verdict::of(&[pass.clone(), unknown.clone()]), Verdict::Hold);
        assert_eq!(Verdict::of(&[unknown, fail.clone(), pass.clone()]), Verdict::NoGo);
        assert_eq!(Verdict::of(&[pass, fail]), Verdict::NoGo);
    }
}
