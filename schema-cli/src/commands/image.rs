//! `cargo xtask image`: builds container images from Debian's packages.

use clap::ArgMatches;

use super::servers::{block_on, majors, progress};
use crate::CliResult;
use crate::error::CliError;
use crate::output::say;

/// Runs the command.
pub(crate) fn run(matches: &ArgMatches) -> CliResult {
    block_on(async {
        for major in majors(matches) {
            let image = schema_harness::image::build(major, &progress)
                .await
                .map_err(|error| CliError::Surroundings(error.to_string()))?;
            say!("{image}");
        }
        Ok(())
    })
}
