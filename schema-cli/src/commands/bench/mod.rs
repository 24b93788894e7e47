//! `cargo xtask bench`: figures that documents may quote.

mod generate;
mod synthetic;

use clap::ArgMatches;

use crate::CliResult;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(project: &Project, matches: &ArgMatches) -> CliResult {
    match matches.subcommand() {
        Some(("gen", matches)) => generate::run(project, matches),
        _ => unreachable!("clap requires one of the subcommands it was told"),
    }
}
