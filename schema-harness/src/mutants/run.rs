//! Making each mutant in a savepoint and asking again.

use schema_core::ident::QualifiedName;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use crate::matrix::attempt::Attempt;
use crate::matrix::error::while_doing;
use crate::matrix::{Given, Line, Matrix, MatrixError, Outcome, Plan, Session, Subject};

use super::make::{Recipe, recipes};
use super::{Mutant, Score, Verdict};

pub(super) async fn run(client: &Client, subject: &Subject) -> Result<Score, MatrixError> {
    let plan = Plan::build(client, subject).await?;
    let session = Session::begin(client, &plan).await?;
    let score = judge_all(&session, subject, &plan).await;
    session.end().await?;
    score
}

async fn judge_all(session: &Session<'_>, subject: &Subject, plan: &Plan) -> Result<Score, MatrixError> {
    let matrix = session.ask(&Given::all(plan)).await?;
    let mut score = Score::default();
    for recipe in recipes(subject, plan, &matrix) {
        let verdict = judge(session, plan, &matrix, &recipe).await?;
        score.mutants.push(Mutant { description: recipe.description, verdict });
    }
    Ok(score)
}

async fn judge(session: &Session<'_>, plan: &Plan, matrix: &Matrix, recipe: &Recipe) -> Result<Verdict, MatrixError> {
    let client = session.client;
    let made = client.batch_execute(&format!("SAVEPOINT mutant; {}", recipe.sql)).await;
    let verdict = match made {
        Ok(()) => look(session, plan, matrix, recipe).await?,
        Err(error) => match error.as_db_error() {
            // A stricter rule, which a row that every attempt starts from does not meet.
            Some(refused) if *refused.code() == SqlState::CHECK_VIOLATION => Verdict::Killed {
                table: recipe.table.clone(),
                attempt: "the rows that all attempts start from".to_owned(),
                was: "accepted".to_owned(),
                is: "refused 23514".to_owned(),
            },
            Some(refused) => Verdict::NotMade(refused.message().to_owned()),
            None => return Err(while_doing("making a mutant")(error)),
        },
    };
    client
        .batch_execute("ROLLBACK TO SAVEPOINT mutant; RELEASE SAVEPOINT mutant")
        .await
        .map_err(while_doing("undoing a mutant"))?;
    Ok(verdict)
}

/// Asks the lines of the rule first, then its table and those near it, then everything.
async fn look(session: &Session<'_>, plan: &Plan, matrix: &Matrix, recipe: &Recipe) -> Result<Verdict, MatrixError> {
    let of_rule = |table: &QualifiedName, attempt: &Attempt| *table == recipe.table && attempt.rule == recipe.rule;
    let near = |table: &QualifiedName| *table == recipe.table || recipe.others.contains(table);
    let rounds = [
        Given::only(plan, of_rule),
        Given::only(plan, |table, attempt| near(table) && !of_rule(table, attempt)),
        Given::only(plan, |table, _| !near(table)),
    ];
    for given in rounds {
        if let Some(verdict) = difference(matrix, &session.ask(&given).await?, &given) {
            return Ok(verdict);
        }
    }
    Ok(Verdict::Survived)
}

/// The first line that changed.
fn difference(before: &Matrix, after: &Matrix, given: &Given) -> Option<Verdict> {
    given.0.iter().find_map(|(table, places)| {
        let (before, after) = (before.tables.get(table)?, after.tables.get(table)?);
        let pairs = places.iter().zip(after).filter_map(|(place, is)| Some((before.get(*place)?, is)));
        let (was, is) = pairs.map(|(was, is)| (plain(was), plain(is))).find(|(was, is)| was != is)?;
        let rule = if was.rule.is_empty() { String::new() } else { format!("{}: ", was.rule) };
        Some(Verdict::Killed {
            table: table.clone(),
            attempt: format!("{rule}{}", was.attempt),
            was: was.outcome_text(),
            is: is.outcome_text(),
        })
    })
}

/// Leaves out what is not the same on every major: only 18 tells by the SQLSTATE which action of a key refused.
fn plain(line: &Line) -> Line {
    let outcome = match line.outcome.clone() {
        Outcome::Refused { sqlstate, constraint } if sqlstate == "23001" => {
            Outcome::Refused { sqlstate: "23503".to_owned(), constraint }
        }
        other => other,
    };
    Line { outcome, restricts: false, ..line.clone() }
}
