//! The transaction that all is read in.

use std::pin::pin;

use futures_util::TryStreamExt;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::CatalogError;
use super::rows::{Results, Row, Rows};

const BEGIN: &str = include_str!("../catalog_text/begin.sql");
const VERSION: &str = include_str!("version.sql");
const CHANGED: &str = include_str!("changed.sql");
const OLDEST: &str = include_str!("oldest.sql");
/// In the order in which their results are taken. First those that print expressions, for they are to see what the snapshot
/// shows, and others may commit meanwhile.
const QUERIES: [&str; 12] = [
    include_str!("constraints.sql"),
    include_str!("tables.sql"),
    // Those from here on take about as long as the two above: a second session runs them, where there is one.
    include_str!("indexes.sql"),
    include_str!("partitions.sql"),
    include_str!("dictionary.sql"),
    include_str!("types.sql"),
    include_str!("routines.sql"),
    include_str!("dependents.sql"),
    include_str!("unmanaged/relations.sql"),
    include_str!("unmanaged/partitions.sql"),
    include_str!("unmanaged/programs.sql"),
    include_str!("unmanaged/database.sql"),
];

const OF_FIRST_SESSION: usize = 2;
const EXPORT: &str = "SELECT pg_catalog.pg_export_snapshot();";

/// Asks for `server_version_num`, which tells the queries; the snapshot is to be as young as it can be.
pub(super) async fn version(client: &Client) -> Result<u32, CatalogError> {
    only(query(client, "asking for the version", VERSION).await?.take())?.number(0)
}

/// A read-only transaction with one snapshot and pinned settings; it must be ended.
pub(super) struct Snapshot<'a> {
    client: &'a Client,
    second: Option<&'a Client>,
}

impl<'a> Snapshot<'a> {
    /// A second session sees the same snapshot.
    pub(super) fn of(client: &'a Client, second: Option<&'a Client>) -> Snapshot<'a> {
        Snapshot { client, second }
    }

    /// Begins, and runs all queries; with their results, the oldest transaction that the snapshot may not show.
    pub(super) async fn read(&self, major: u16) -> Result<(Results, u32), CatalogError> {
        let doing = "reading the catalog";
        let queries = |queries: &[&str]| queries.iter().map(|query| for_major(query, major)).collect::<String>();
        let Some(second) = self.second else {
            let all = queries(&QUERIES);
            let mut results = query(self.client, doing, &format!("{BEGIN}{OLDEST}{all}")).await?;
            let oldest = only(results.take())?.number(0)?;
            return Ok((results, oldest));
        };
        let mut begun = query(self.client, "exporting a snapshot", &format!("{BEGIN}{OLDEST}{EXPORT}")).await?;
        let (oldest, exported) = (only(begun.take())?, only(begun.take())?);
        // A name that PostgreSQL makes of hexadecimal digits and hyphens.
        let import = format!("{BEGIN}SET TRANSACTION SNAPSHOT '{}';\n", exported.text(0)?);
        let (first, rest) = QUERIES.split_at(OF_FIRST_SESSION);
        let (first, rest) = (queries(first), import + &queries(rest));
        let (first, rest) = tokio::join!(query(self.client, doing, &first), query(second, doing, &rest));
        Ok((first?.and(rest?), oldest.number(0)?))
    }

    /// Runs last queries in this snapshot, then asks what may have changed since: what the functions that print see is not
    /// the snapshot. The transaction that is left to be ended is another one.
    pub(super) async fn last_query(&self, queries: &str, oldest: u32) -> Result<Results, CatalogError> {
        let changed = CHANGED.replace("/*oldest*/", &oldest.to_string());
        query(self.client, "reading the definitions of indexes", &format!("{queries}{changed}")).await
    }

    /// Ends the transaction; its settings go with it.
    pub(super) async fn end(&self) -> Result<(), CatalogError> {
        for client in [Some(self.client), self.second].into_iter().flatten() {
            let ended = client.batch_execute("ROLLBACK").await;
            ended.map_err(|error| CatalogError::Postgres { doing: "ending the transaction", error })?;
        }
        Ok(())
    }
}

/// Runs queries in one round trip, and returns the rows of each.
async fn query(client: &Client, doing: &'static str, queries: &str) -> Result<Results, CatalogError> {
    let failed = |error| CatalogError::Postgres { doing, error };
    let mut messages = pin!(client.simple_query_raw(queries).await.map_err(failed)?);
    let mut results: Vec<Rows> = Vec::new();
    while let Some(message) = messages.try_next().await.map_err(failed)? {
        match message {
            SimpleQueryMessage::RowDescription(_) => results.push(Rows::default()),
            SimpleQueryMessage::Row(row) => results.last_mut().expect("rows follow their description").push(&row)?,
            _ => {}
        }
    }
    Ok(Results::new(results))
}

/// The row of a query that has one.
fn only(rows: Vec<Row>) -> Result<Row, CatalogError> {
    rows.into_iter().next().ok_or_else(|| CatalogError::Unknown("the server gave no answer".to_owned()))
}

/// Leaves out the lines that are for other majors: those that end with `-- from 15` or `-- before 15`.
fn for_major(query: &str, major: u16) -> String {
    let is_for = |line: &&str| {
        let Some((_, comment)) = line.rsplit_once("-- ") else { return true };
        let bound = |word| comment.strip_prefix(word).and_then(|number: &str| number.parse::<u16>().ok());
        bound("from ").is_none_or(|from| from <= major) && bound("before ").is_none_or(|before| major < before)
    };
    query.lines().filter(is_for).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_for_other_majors_are_left_out() {
        let query = "SELECT a -- from us\n     , b -- from 15\n     , c -- before 15\n  FROM t\n";
        assert_eq!(for_major(query, 14), "SELECT a -- from us\n     , c -- before 15\n  FROM t\n");
        assert_eq!(for_major(query, 15), "SELECT a -- from us\n     , b -- from 15\n  FROM t\n");
    }
}
