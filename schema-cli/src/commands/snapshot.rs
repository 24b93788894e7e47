//! `cargo xtask snapshot`: a catalog as a file, to be compared where nobody has access to the database.

use clap::ArgMatches;
use schema_core::lockfile;

use super::database::{DATABASE_URL, catalog_at};
use super::servers::block_on;
use crate::CliResult;
use crate::error::{CliError, count};
use crate::output::{say_error, to_the_letter};

/// Runs the command.
pub(crate) fn run(matches: &ArgMatches) -> CliResult {
    let given = matches.get_one::<String>("database-url").cloned();
    let url = given.or_else(|| std::env::var(DATABASE_URL).ok()).ok_or_else(|| {
        CliError::Usage(format!("no database\n  help: --database-url postgres://..., or the variable {DATABASE_URL}"))
    })?;
    let cannot = |error: String| CliError::Surroundings(format!("{}: {error}", schema_postgres::place_of(&url)));
    let catalog = block_on(async { catalog_at(&url).await.map_err(cannot) })?;
    if let Some(note) = catalog.note() {
        say_error!("note: {note}");
    }
    to_the_letter(&lockfile::write_catalog(&catalog.model, &catalog.unmanaged));
    say_error!(
        "{} of PostgreSQL {}, {} that the model does not hold",
        count(catalog.model.tables.len(), "table"),
        catalog.major(),
        count(catalog.unmanaged.len(), "object")
    );
    Ok(())
}
