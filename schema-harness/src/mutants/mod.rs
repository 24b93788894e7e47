//! How well the matrix sees: schemas that are weaker or other than the declared one, and whether a line tells them apart.
//!
//! Each *mutant* is one change of the database that a careless migration could make. It is killed if a line of the
//! matrix changes; a mutant that survives shows a rule that nobody would miss.

mod foreign_keys;
mod invariants;
mod keys;
mod make;
mod run;

use schema_core::def::SchemaDef;
use schema_core::ident::QualifiedName;
use tokio_postgres::Client;

use crate::matrix::{MatrixError, Subject};

/// Every mutant and its verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Sorted by description.
    pub mutants: Vec<Mutant>,
}

/// One change of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// What was changed: `public.orders: orders_pkey is dropped`.
    pub description: String,
    /// Whether the matrix saw it.
    pub verdict: Verdict,
}

/// Whether the matrix saw a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A line changed.
    Killed {
        /// The line's table.
        table: QualifiedName,
        /// The first line that changed: its rule and attempt.
        attempt: String,
        /// Its outcome in the declared schema.
        was: String,
        /// Its outcome in the mutant.
        is: String,
    },
    /// No line of any table changed.
    Survived,
    /// The server refused to make it, so it cannot happen either.
    NotMade(String),
}

/// Makes every mutant of a declaration. The database has the schema and no rows, and the client is in no transaction.
///
/// # Errors
///
/// Those of [`crate::matrix::run`].
pub async fn run(client: &Client, schema: &SchemaDef) -> Result<Score, MatrixError> {
    run_subject(client, &Subject::of(schema)?).await
}

/// Does what [`run`] does, for a declaration that is already resolved.
///
/// # Errors
///
/// Those of [`run`].
pub async fn run_subject(client: &Client, subject: &Subject) -> Result<Score, MatrixError> {
    run::run(client, subject).await
}

impl Score {
    /// Returns how many were killed, and of how many that could be made.
    pub fn score(&self) -> (usize, usize) {
        let count = |wanted: fn(&Verdict) -> bool| self.mutants.iter().filter(|mutant| wanted(&mutant.verdict)).count();
        let killed = count(|verdict| matches!(verdict, Verdict::Killed { .. }));
        (killed, killed + count(|verdict| matches!(verdict, Verdict::Survived)))
    }

    /// Returns those that no line tells from the declared schema.
    pub fn survivors(&self) -> impl Iterator<Item = &Mutant> {
        self.mutants.iter().filter(|mutant| mutant.verdict == Verdict::Survived)
    }

    /// Prints a line for the score, then each mutant with the first line that it changed.
    pub fn text(&self) -> String {
        let (killed, all) = self.score();
        let mut text = format!("{killed} of {all} mutants killed\n");
        for mutant in &self.mutants {
            text.push_str(&format!("\n{}\n", mutant.description));
            match &mutant.verdict {
                Verdict::Killed { table, attempt, was, is } => {
                    text.push_str(&format!("    killed by {table}: {attempt}\n    was {was}\n    is {is}\n"));
                }
                Verdict::Survived => text.push_str("    SURVIVED\n"),
                Verdict::NotMade(reason) => text.push_str(&format!("    not made: {reason}\n")),
            }
        }
        text
    }
}
