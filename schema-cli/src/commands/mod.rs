//! One file a command.

mod bench;
mod ci;
mod export;
mod generate;
mod release;

#[cfg(feature = "server")]
mod database;
#[cfg(feature = "server")]
mod drift;
#[cfg(feature = "server")]
mod folder;
#[cfg(feature = "server")]
mod image;
#[cfg(feature = "server")]
mod import;
#[cfg(feature = "server")]
mod mutants;
#[cfg(feature = "server")]
mod plan;
#[cfg(feature = "server")]
mod scratch;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "server")]
mod servers;
#[cfg(feature = "server")]
mod snapshot;
#[cfg(feature = "server")]
mod soak;
#[cfg(feature = "server")]
mod test;
#[cfg(feature = "server")]
mod verify;

use clap::ArgMatches;
use schema_core::def::SchemaDef;

use crate::CliResult;
use crate::project::Project;

/// Runs the command that was asked for.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    match matches.subcommand() {
        Some(("gen", matches)) => generate::run(schema, project, matches),
        Some(("release", _)) => release::run(project),
        Some(("export", matches)) => export::run(schema, project, matches),
        Some(("ci", _)) => ci::run(project),
        Some(("bench", matches)) => bench::run(schema, project, matches),
        Some((
            name @ ("test" | "mutants" | "plan" | "drift" | "snapshot" | "import" | "soak" | "verify" | "server"
            | "image"),
            matches,
        )) => with_server(name, schema, project, matches),
        _ => unreachable!("clap requires one of the subcommands it was told"),
    }
}

#[cfg(feature = "server")]
fn with_server(name: &str, schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    match name {
        "test" => test::run(project, matches),
        "server" => server::run(project, matches),
        "image" => image::run(matches),
        "mutants" => mutants::run(schema, project, matches),
        "plan" => plan::run(schema, matches),
        "drift" => drift::run(schema, project, matches),
        "snapshot" => snapshot::run(matches),
        "import" => import::run(matches),
        "soak" => soak::run(project, matches),
        "verify" => verify::run(schema, matches),
        _ => unreachable!("only these commands come here"),
    }
}

/// This build has no client and no containers in it: cargo builds one that has, and runs the same command.
#[cfg(not(feature = "server"))]
fn with_server(name: &str, _schema: &'static SchemaDef, project: &Project, _matches: &ArgMatches) -> CliResult {
    crate::output::say_error!(
        "note: `{name}` needs servers: running the xtask that has them in it (cargo builds it first, which takes minutes once)"
    );
    crate::process::run_xtask_with_servers(project)
}
