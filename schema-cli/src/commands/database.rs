//! A database that somebody names by a connection string, read.

use clap::ArgMatches;
use schema_core::plan::NotNullNames;
use schema_postgres::Settings;
use schema_postgres::catalog::{self, Catalog};

use super::servers::progress;
use crate::CliResult;
use crate::error::CliError;

/// Completes a connection string as libpq does, and says what was passed over.
pub(super) fn settings(text: &str) -> CliResult<Settings> {
    let settings = Settings::of_process(text).map_err(|error| CliError::Usage(error.to_string()))?;
    for warning in settings.warnings() {
        progress(&format!("warning: {warning}"));
    }
    Ok(settings)
}

/// The variable that names one, where the command line does not: no list of processes shows it.
const DATABASE_URL: &str = "DATABASE_URL";

/// The database of `--database-url`, or of the variable.
pub(super) fn named(matches: &ArgMatches) -> CliResult<String> {
    let given = matches.get_one::<String>("database-url").cloned();
    given.or_else(|| std::env::var(DATABASE_URL).ok()).ok_or_else(|| {
        CliError::Usage(format!(
            "no database is named\n  help: set {DATABASE_URL}, or give `--database-url postgres://...` or `--database-url service=...`"
        ))
    })
}

/// Reads the catalog by two sessions at once, or by one where there is no room for another. What failed is said in words,
/// without the connection string.
pub(super) async fn catalog_at(settings: &Settings) -> Result<Catalog, String> {
    let (client, second) = tokio::join!(settings.connect(), settings.connect());
    let client = client.map_err(|error| error.to_string())?;
    let catalog = match second {
        Ok(second) => catalog::read_by_two(&client, &second).await,
        Err(_) => catalog::read(&client).await,
    };
    catalog.map_err(|error| error.to_string())
}

/// Reads the names of NOT NULLs that a plan has to keep clear of.
pub(super) async fn not_null_names_at(settings: &Settings) -> Result<NotNullNames, String> {
    let client = settings.connect().await.map_err(|error| error.to_string())?;
    catalog::not_null_names(&client).await.map_err(|error| error.to_string())
}
