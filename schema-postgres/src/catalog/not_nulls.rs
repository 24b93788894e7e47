//! The names of NOT NULLs, which the model does not hold.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::plan::NotNullNames;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::snapshot;
use super::{CatalogError, major};

/// Reads the names of NOT NULLs that are not those which PostgreSQL makes up for their columns, by table: their columns were
/// called otherwise once, or somebody has named them. Nothing else of the table can have such a name. Before 18 there are
/// none.
///
/// # Errors
///
/// The connection's and the server's.
pub async fn not_null_names(client: &Client) -> Result<NotNullNames, CatalogError> {
    let mut names = NotNullNames::new();
    if major(snapshot::version(client).await?) < 18 {
        return Ok(names);
    }
    let doing = "reading the names of NOT NULLs";
    let rows = client.simple_query(include_str!("not_nulls.sql")).await;
    for message in rows.map_err(|error| CatalogError::Postgres { doing, error })? {
        let SimpleQueryMessage::Row(row) = message else { continue };
        let name = |at: usize| {
            let text = row.get(at).unwrap_or_default();
            Ident::new(text).map_err(|error| CatalogError::Unknown(error.to_string()))
        };
        names.entry(QualifiedName::new(name(0)?, name(1)?)).or_default().insert(name(2)?);
    }
    Ok(names)
}
