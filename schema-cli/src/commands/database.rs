//! A database that somebody names by its URL, read.

use schema_postgres::catalog::{self, Catalog};
use schema_postgres::verify::reason;

/// The variable that names one, where the command line does not: no list of processes shows it.
pub(super) const DATABASE_URL: &str = "DATABASE_URL";

/// Reads the catalog by two sessions at once, or by one where there is no room for another. What failed is said in words,
/// without the URL.
pub(super) async fn catalog_at(url: &str) -> Result<Catalog, String> {
    let (client, second) = tokio::join!(schema_postgres::connect(url), schema_postgres::connect(url));
    let client = client.map_err(|error| reason(&error))?;
    let catalog = match second {
        Ok(second) => catalog::read_by_two(&client, &second).await,
        Err(_) => catalog::read(&client).await,
    };
    catalog.map_err(|error| error.to_string())
}
