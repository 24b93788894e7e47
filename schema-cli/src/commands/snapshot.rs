//! `cargo xtask snapshot`: a catalog as a file, to be compared where nobody has access to the database.

use clap::ArgMatches;
use schema_core::lockfile;

use super::database::{catalog_at, named, settings};
use super::servers::block_on;
use crate::CliResult;
use crate::error::{CliError, count};
use crate::output::{say_error, to_the_letter};

/// Runs the command.
pub(crate) fn run(matches: &ArgMatches) -> CliResult {
    let name = named(matches)?;
    let settings = settings(&name)?;
    let cannot = |error: String| CliError::Surroundings(format!("{}: {error}", schema_postgres::place_of(&name)));
    let catalog = block_on(async { catalog_at(&settings).await.map_err(cannot) })?;
    if let Some(note) = catalog.note() {
        say_error!("note: {note}");
    }
    to_the_letter(&lockfile::write_catalog(&catalog.model, &catalog.unmanaged, &catalog.dependents));
    say_error!(
        "{} of PostgreSQL {}, {} that the model does not hold",
        count(catalog.model.tables.len(), "table"),
        catalog.major(),
        count(catalog.unmanaged.len(), "object")
    );
    Ok(())
}
