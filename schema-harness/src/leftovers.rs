//! Databases that a killed process has left on a server which is not ours to throw away.

use std::time::Duration;

use crate::database::drop_database;
use crate::template::plain;
use crate::{HarnessError, Server};

/// Drops databases of a label that nobody is connected to and that are older than this; returns their names. Where the role may
/// not ask the server how old they are, it drops none.
///
/// # Errors
///
/// The connection's.
pub async fn drop_leftovers(server: &Server, label: &str, older_than: Duration) -> Result<Vec<String>, HarnessError> {
    let admin = server.connect().await?;
    // PostgreSQL writes this file once, when it makes the database.
    let query = "SELECT datname::text FROM pg_catalog.pg_database AS found
                  WHERE datname ~ ('^schema_test_' || $1 || '_[0-9a-f]+_[0-9a-f]+_[0-9a-f]{8}$')
                    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS session WHERE session.datid = found.oid)
                    AND (pg_catalog.pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification
                        <= pg_catalog.now() - pg_catalog.make_interval(secs => $2)
                  ORDER BY 1";
    let rows = match admin.query(query, &[&plain(label), &older_than.as_secs_f64()]).await {
        Ok(rows) => rows,
        Err(error) if error.code() == Some(&tokio_postgres::error::SqlState::INSUFFICIENT_PRIVILEGE) => Vec::new(),
        Err(error) => return Err(HarnessError::postgres("looking for databases that were left", error)),
    };
    let mut dropped = Vec::new();
    for row in rows {
        let name: String = row.get(0);
        // Another process may sweep too.
        if drop_database(server, &name).await.is_ok() {
            dropped.push(name);
        }
    }
    Ok(dropped)
}
