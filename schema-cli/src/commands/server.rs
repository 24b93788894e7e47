//! `cargo xtask server up | down`: servers that stay, for plain `cargo test`.

use clap::ArgMatches;
use schema_harness::state;

use super::servers::{block_on, majors, start};
use crate::CliResult;
use crate::error::CliError;
use crate::output::say;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(project: &Project, matches: &ArgMatches) -> CliResult {
    match matches.subcommand() {
        Some(("up", matches)) => up(project, &majors(matches)),
        _ => down(project),
    }
}

fn up(project: &Project, majors: &[u16]) -> CliResult {
    let path = project.target().join(state::FILE_NAME);
    let kept = if path.exists() { state::read(&path).map_err(surroundings)? } else { Vec::new() };
    let wanted: Vec<u16> =
        majors.iter().copied().filter(|major| kept.iter().all(|server| server.major != *major)).collect();
    for server in kept.iter().filter(|server| majors.contains(&server.major)) {
        say!("{} is up already: {}", server.major, server.url);
    }
    block_on(async {
        for server in start(&wanted, true).await? {
            state::add(&path, server.info()).map_err(surroundings)?;
            let info = server.release();
            say!("{} ({}) is up: {}", info.major, info.kind, info.url);
        }
        Ok(())
    })?;
    say!("`cargo test` uses the newest, or the one of SCHEMA_TEST_MAJOR; `cargo xtask server down` removes them");
    Ok(())
}

fn down(project: &Project) -> CliResult {
    let path = project.target().join(state::FILE_NAME);
    let kept = if path.exists() { state::read(&path).map_err(surroundings)? } else { Vec::new() };
    if kept.is_empty() {
        say!("no server is kept");
    }
    for server in kept {
        schema_harness::remove(&server).map_err(surroundings)?;
        state::remove(&path, &server).map_err(surroundings)?;
        say!("{} is removed", server.major);
    }
    Ok(())
}

fn surroundings(error: schema_harness::HarnessError) -> CliError {
    CliError::Surroundings(error.to_string())
}
