//! The tables of a live database as statements that make them elsewhere, empty.
//!
//! Definitions are those that the server itself prints, so the copy is that database's, whatever is declared.

use tokio_postgres::{Client, Error, SimpleQueryMessage};

const STATEMENTS: &str = include_str!("clone_script.sql");

/// Reads the statements, in the order they are to run: extensions, sequences, functions, tables, constraints, indexes,
/// triggers. What they do not cover (views, types, domains, partitions, privileges) is left out, or makes one of them fail.
///
/// # Errors
///
/// The connection's, and the server's.
pub async fn clone_script(client: &Client) -> Result<Vec<String>, Error> {
    let query = format!("SET search_path = ''; {STATEMENTS}");
    let rows = client.simple_query(&query).await?;
    let statement = |message: &SimpleQueryMessage| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    };
    // A function may name a table that comes later.
    let mut statements = vec!["SET check_function_bodies = off".to_owned(), "SET search_path = ''".to_owned()];
    statements.extend(rows.iter().filter_map(statement));
    Ok(statements)
}
