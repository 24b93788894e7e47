//! What a database accepts and refuses, asked of a real server for any declaration.
//!
//! From the declaration comes a *world* of rows that satisfy everything, in two scopes; around it, for each constraint,
//! index and trigger, rows and changes that only that one refuses, and their neighbours that nothing refuses. The
//! [`Matrix`] is what the server said to each. All of it happens in one transaction, which is rolled back.

pub(crate) mod attempt;
mod builder;
mod candidates;
mod catalog;
pub(crate) mod checks;
mod classes;
mod columns;
mod completion;
pub(crate) mod error;
pub(crate) mod exclusions;
mod foreign_keys;
mod frozen;
mod graph;
mod keys;
mod lifecycle;
mod patterns;
mod plain;
mod plan;
pub mod races;
mod room;
pub(crate) mod row;
mod run;
pub(crate) mod states;
pub(crate) mod subject;
mod text;
mod timing;
mod values;
pub(crate) mod variants;
mod world;

use std::collections::BTreeMap;

use schema_core::def::SchemaDef;
use schema_core::ident::QualifiedName;
use tokio_postgres::Client;

pub use error::MatrixError;
pub use plan::Plan;
pub(crate) use run::{Given, Session};
pub use subject::Subject;
pub use timing::insert_times;

/// What the attempt of a line ends with that refers from one scope to another.
pub const IN_ANOTHER_SCOPE: &str = "in another scope";

/// Everything that the database accepts and refuses, per table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The lines of each table, those of one rule together.
    pub tables: BTreeMap<QualifiedName, Vec<Line>>,
}

impl Matrix {
    /// Returns the tables that refuse the row that was made to satisfy everything: their rules contradict one another, so
    /// that nobody can insert a row.
    pub fn contradictions(&self) -> Vec<String> {
        let lines = self.tables.iter().flat_map(|(table, lines)| lines.iter().map(move |line| (table, line)));
        let refused = lines.filter(|(_, line)| {
            line.attempt == plain::SATISFIES_EVERYTHING && !matches!(line.outcome, Outcome::Accepted { .. })
        });
        refused.map(|(table, line)| format!("{table}: {}: {}", line.attempt, line.outcome_text())).collect()
    }
}

/// One attempt, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The constraint, index or trigger that it probes; empty for none in particular.
    pub rule: String,
    /// What was done, for a reviewer; lower case, no full stop. Unique within the rule and the table.
    pub attempt: String,
    /// What the server said.
    pub outcome: Outcome,
    /// Whether `RESTRICT` answers: 18 says 23001 where older majors say 23503, so [`Matrix::text_of`] prints both.
    pub restricts: bool,
}

/// What the server said to an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Accepted {
        /// What it did to other rows.
        note: Option<String>,
    },
    /// It was refused.
    Refused {
        /// Five characters.
        sqlstate: String,
        /// The constraint that the server named; for 23502 the column.
        constraint: Option<String>,
    },
    /// What the catalog says: `validated`, `enabled`, `missing`.
    State(String),
    /// It was not tried: what has to be written so that it can be, or why its rows could not be made.
    NoCandidate(String),
}

/// Asks for the matrix of a declaration. The database has the schema and no rows, and the client is in no transaction.
///
/// # Errors
///
/// The declaration does not resolve; no row satisfies a table's constraints; the connection's errors.
pub async fn run(client: &Client, schema: &SchemaDef) -> Result<Matrix, MatrixError> {
    run_subject(client, &Subject::of(schema)?).await
}

/// Does what [`run`] does, for a declaration that is already resolved, or was changed since.
///
/// # Errors
///
/// Those of [`run`].
pub async fn run_subject(client: &Client, subject: &Subject) -> Result<Matrix, MatrixError> {
    let plan = Plan::build(client, subject).await?;
    let session = Session::begin(client, &plan).await?;
    let asked = session.ask(&Given::all(&plan)).await;
    session.end().await?;
    asked
}
