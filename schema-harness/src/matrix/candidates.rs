//! Searching values on the server: the CHECK constraints themselves say which rows satisfy them.

use schema_core::ident::Ident;
use schema_core::types::PgType;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::error::while_doing;
use super::{MatrixError, row::Row};

/// Most rows that one search goes through.
const MOST_ROWS: usize = 60_000;

/// A search for the first combination of candidates that meets all conditions.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// Each column with its candidates, the most wanted first.
    pub(super) columns: Vec<(Ident, PgType, Vec<String>)>,
    /// Conditions over the columns, as SQL.
    pub(super) conditions: Vec<String>,
    /// What else to return, as SQL over the columns, printed as text.
    pub(super) also: Option<String>,
}

/// What a search found.
#[derive(Debug)]
pub(super) enum Found {
    /// The values, and the text of what else was asked for.
    Row(Row, Option<String>),
    /// No combination meets the conditions.
    Nothing,
    /// The server refused to evaluate them: a division by zero, a cast that fails.
    Failed(String),
}

impl Search {
    /// Asks the server, outside of any transaction.
    pub(super) async fn run(mut self, client: &Client) -> Result<Found, MatrixError> {
        for (_, _, candidates) in &mut self.columns {
            let mut seen = std::collections::BTreeSet::new();
            candidates.retain(|candidate| seen.insert(candidate.clone()));
        }
        self.shorten();
        let messages = match client.simple_query(&self.sql()?).await {
            Ok(messages) => messages,
            Err(error) => {
                return match error.as_db_error() {
                    Some(refused) => Ok(Found::Failed(refused.message().to_owned())),
                    None => Err(while_doing("searching rows")(error)),
                };
            }
        };
        let row = messages.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        let Some(row) = row else { return Ok(Found::Nothing) };
        let chosen = self.columns.iter().enumerate().filter_map(|(at, (column, _, candidates))| {
            let number: usize = row.get(at)?.parse().ok()?;
            Some((column.clone(), candidates.get(number)?.clone()))
        });
        Ok(Found::Row(chosen.collect(), row.try_get(self.columns.len()).ok().flatten().map(str::to_owned)))
    }

    /// Leaves out the least wanted candidates until the combinations are few enough.
    fn shorten(&mut self) {
        let rows = |columns: &[(Ident, PgType, Vec<String>)]| {
            columns.iter().fold(1_usize, |rows, (_, _, candidates)| rows.saturating_mul(candidates.len()))
        };
        while rows(&self.columns) > MOST_ROWS {
            let Some((_, _, longest)) = self.columns.iter_mut().max_by_key(|(_, _, candidates)| candidates.len())
            else {
                return;
            };
            longest.pop();
        }
    }

    fn sql(&self) -> Result<String, MatrixError> {
        let mut numbers = Vec::new();
        let mut lists = Vec::new();
        for (at, (column, pg_type, candidates)) in self.columns.iter().enumerate() {
            let number = Ident::new(&format!("matrix {at}"))?;
            let rows: Vec<String> = candidates
                .iter()
                .enumerate()
                .map(|(place, candidate)| format!("({place}, CAST({candidate} AS {pg_type}))"))
                .collect();
            lists.push(format!("(VALUES {}) AS c{at} ({number}, {column})", rows.join(", ")));
            numbers.push(number.to_string());
        }
        let conditions: Vec<String> = self.conditions.iter().map(|condition| format!("({condition})")).collect();
        let also = self.also.as_ref().map(|also| format!(", CAST({also} AS text)")).unwrap_or_default();
        Ok(format!(
            "SELECT {}{also} FROM {} WHERE {} ORDER BY {}, {} LIMIT 1",
            numbers.join(", "),
            lists.join(" CROSS JOIN "),
            if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") },
            numbers.join(" + "),
            numbers.join(", "),
        ))
    }
}
