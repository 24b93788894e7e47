//! `cargo xtask bench`: figures that documents may quote.

#[cfg(feature = "server")]
mod catalog;
#[cfg(feature = "server")]
mod drift;
mod generate;
#[cfg(feature = "server")]
mod harness;
mod synthetic;

use clap::ArgMatches;
use schema_core::def::SchemaDef;

use crate::CliResult;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    match matches.subcommand() {
        Some(("gen", matches)) => generate::run(project, matches),
        Some(("harness", matches)) => harness(schema, project, matches),
        Some(("catalog", matches)) => catalog(schema, project, matches),
        Some(("drift", matches)) => drift(schema, project, matches),
        _ => unreachable!("clap requires one of the subcommands it was told"),
    }
}

#[cfg(feature = "server")]
fn harness(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    harness::run(schema, project, matches)
}

#[cfg(not(feature = "server"))]
fn harness(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    super::with_server("bench harness", schema, project, matches)
}

#[cfg(feature = "server")]
fn catalog(_schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    catalog::run(project, matches)
}

#[cfg(not(feature = "server"))]
fn catalog(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    super::with_server("bench catalog", schema, project, matches)
}

#[cfg(feature = "server")]
fn drift(_schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    drift::run(project, matches)
}

#[cfg(not(feature = "server"))]
fn drift(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    super::with_server("bench drift", schema, project, matches)
}
