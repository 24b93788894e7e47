//! Asking the server: the world and every attempt in one transaction, a table's attempts in one query.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::ident::QualifiedName;
use schema_core::sql::literal;
use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use super::attempt::{Attempt, Kind};
use super::error::while_doing;
use super::{Line, Matrix, MatrixError, Outcome, Plan};

const SUPPORT: &str = include_str!("support.sql");
const CATALOG: &str = include_str!("catalog.sql");

/// Which attempts to make: their places in the plan, by table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given(pub(crate) BTreeMap<QualifiedName, Vec<usize>>);

impl Given {
    /// All of them.
    pub(crate) fn all(plan: &Plan) -> Given {
        Given::only(plan, |_, _| true)
    }

    /// Those that a question says yes to.
    pub(crate) fn only(plan: &Plan, takes: impl Fn(&QualifiedName, &Attempt) -> bool) -> Given {
        let places = |table: &QualifiedName, attempts: &Vec<Attempt>| {
            let numbered = attempts.iter().enumerate();
            numbered.filter(|(_, attempt)| takes(table, attempt)).map(|(place, _)| place).collect::<Vec<usize>>()
        };
        let tables = plan.attempts.iter().map(|(table, attempts)| (table.clone(), places(table, attempts)));
        Given(tables.filter(|(_, places)| !places.is_empty()).collect())
    }
}

/// A transaction with the world in it.
pub(crate) struct Session<'a> {
    pub(crate) client: &'a Client,
    plan: &'a Plan,
}

impl<'a> Session<'a> {
    /// Begins the transaction and makes the world.
    pub(crate) async fn begin(client: &'a Client, plan: &'a Plan) -> Result<Session<'a>, MatrixError> {
        let world: String = plan.world.iter().map(|statement| format!("{statement};\n")).collect();
        // A template may be older than this session's settings; the text of times is to be the same everywhere.
        let sql = format!(
            "BEGIN;\nSET LOCAL timezone = 'UTC';\nSET LOCAL client_min_messages = warning;\n{SUPPORT}\n\
             SET LOCAL session_replication_role = replica;\n{world}SET LOCAL session_replication_role = origin;"
        );
        let session = Session { client, plan };
        if let Err(error) = client.batch_execute(&sql).await {
            session.end().await?;
            return Err(while_doing("making the rows that attempts start from")(error));
        }
        Ok(session)
    }

    /// Rolls everything back.
    pub(crate) async fn end(self) -> Result<(), MatrixError> {
        self.client.batch_execute("ROLLBACK").await.map_err(while_doing("rolling back"))
    }

    /// Makes the attempts.
    pub(crate) async fn ask(&self, given: &Given) -> Result<Matrix, MatrixError> {
        let mut matrix = Matrix::default();
        let states = self.states(given).await?;
        for (table, places) in &given.0 {
            let attempts = &self.plan.attempts[table];
            let answers = self.answers(attempts, places).await?;
            let lines = places.iter().map(|place| {
                let attempt = &attempts[*place];
                let outcome = match &attempt.kind {
                    Kind::Impossible(missing) => Outcome::NoCandidate(missing.clone()),
                    Kind::State => {
                        let (namespace, name) = (table.namespace.as_str(), table.name.as_str());
                        let state = states.get(&[namespace, name, &attempt.rule].map(str::to_owned));
                        Outcome::State(state.cloned().unwrap_or_else(|| "missing".to_owned()))
                    }
                    Kind::Statements { .. } => answers
                        .get(place)
                        .cloned()
                        .unwrap_or_else(|| Outcome::NoCandidate("the server gave no answer".to_owned())),
                };
                Line {
                    rule: attempt.rule.clone(),
                    attempt: attempt.text.clone(),
                    outcome,
                    restricts: attempt.restricts,
                }
            });
            matrix.tables.insert(table.clone(), lines.collect());
        }
        Ok(matrix)
    }

    async fn answers(&self, attempts: &[Attempt], places: &[usize]) -> Result<BTreeMap<usize, Outcome>, MatrixError> {
        let calls: Vec<String> = places
            .iter()
            .filter_map(|place| match &attempts[*place].kind {
                Kind::Statements { setup, act, watch } => {
                    let watch = watch.as_ref().map_or("NULL".to_owned(), |watch| literal(&watch.query));
                    Some(format!("({place}, {}, {}, {watch})", array(setup), array(act)))
                }
                Kind::State | Kind::Impossible(_) => None,
            })
            .collect();
        if calls.is_empty() {
            return Ok(BTreeMap::new());
        }
        let query = format!(
            "SELECT given.place, answer.* FROM (VALUES {}) AS given (place, setup, act, watch)\n\
             CROSS JOIN LATERAL pg_temp.matrix_attempt(given.setup, given.act, given.watch) AS answer",
            calls.join(",\n")
        );
        let rows = rows(self.client, &query, "making the attempts").await?;
        let outcomes = rows.iter().filter_map(|row| {
            let place: usize = row.get(0)?.parse().ok()?;
            Some((place, outcome(&attempts[place], row)))
        });
        Ok(outcomes.collect())
    }

    async fn states(&self, given: &Given) -> Result<BTreeMap<[String; 3], String>, MatrixError> {
        let is_state =
            |table: &QualifiedName, place: &usize| matches!(self.plan.attempts[table][*place].kind, Kind::State);
        if !given.0.iter().any(|(table, places)| places.iter().any(|place| is_state(table, place))) {
            return Ok(BTreeMap::new());
        }
        let cell = |row: &SimpleQueryRow, at| row.get(at).unwrap_or_default().to_owned();
        let rows = rows(self.client, CATALOG, "reading the state of constraints").await?;
        Ok(rows.iter().map(|row| ([cell(row, 0), cell(row, 1), cell(row, 2)], cell(row, 3))).collect())
    }
}

/// Runs a query whose rows come as text.
async fn rows(client: &Client, query: &str, doing: &str) -> Result<Vec<SimpleQueryRow>, MatrixError> {
    let messages = client.simple_query(query).await.map_err(while_doing(doing))?;
    let rows = messages.into_iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    Ok(rows.collect())
}

fn array(statements: &[String]) -> String {
    let mut seen = BTreeSet::new();
    let distinct = statements.iter().filter(|statement| seen.insert(*statement));
    let literals: Vec<String> = distinct.map(|statement| literal(statement)).collect();
    format!("ARRAY[{}]::text[]", literals.join(", "))
}

/// Reads an answer: place, stage, SQLSTATE, name, message, counts before and after.
fn outcome(attempt: &Attempt, row: &SimpleQueryRow) -> Outcome {
    let text = |at| row.get(at).unwrap_or_default().to_owned();
    let (stage, state, name, message) = (text(1), text(2), text(3), text(4));
    match stage.as_str() {
        "done" if state == "MX000" => {
            let watch = match &attempt.kind {
                Kind::Statements { watch, .. } => watch.as_ref(),
                Kind::State | Kind::Impossible(_) => None,
            };
            Outcome::Accepted { note: watch.and_then(|watch| watch.note(&text(5), &text(6))) }
        }
        "setup" => Outcome::NoCandidate(format!("what prepares it failed: {state} {message}")),
        _ => Outcome::Refused { sqlstate: state, constraint: Some(name).filter(|name| !name.is_empty()) },
    }
}
