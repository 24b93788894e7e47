//! What the commands that need servers share.

use std::future::Future;

use clap::ArgMatches;
use schema_harness::{FindOptions, OwnedServer};

use crate::CliResult;
use crate::arguments::CERTIFIED_MAJORS;
use crate::error::CliError;
use crate::output::say_error;

/// Runs a future to its end on this thread.
pub(super) fn block_on<T>(future: impl Future<Output = CliResult<T>>) -> CliResult<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::Surroundings(format!("cannot start a runtime: {error}")))?
        .block_on(future)
}

/// Returns the majors that were asked for, or all certified ones.
pub(super) fn majors(matches: &ArgMatches) -> Vec<u16> {
    let given: Vec<&str> = matches.get_many::<String>("major").into_iter().flatten().map(String::as_str).collect();
    let names = if given.is_empty() { CERTIFIED_MAJORS.to_vec() } else { given };
    let mut majors: Vec<u16> = names.iter().filter_map(|name| name.parse().ok()).collect();
    majors.sort_unstable();
    majors.dedup();
    majors
}

/// Returns the majors that were asked for, or the newest certified one.
pub(super) fn majors_or_newest(matches: &ArgMatches) -> Vec<u16> {
    let majors = majors(matches);
    if matches.contains_id("major") { majors } else { majors.into_iter().max().into_iter().collect() }
}

/// Prints what long work is at.
pub(super) fn progress(line: &str) {
    say_error!("{line}");
}

/// Starts a server of each major; those that have started go again when one does not.
pub(super) async fn start(majors: &[u16], keep: bool) -> CliResult<Vec<OwnedServer>> {
    let mut servers = Vec::new();
    for major in majors {
        let options = FindOptions { keep, ..FindOptions::new(*major) };
        let server = schema_harness::start(&options, &progress)
            .await
            .map_err(|missing| CliError::Surroundings(missing.to_string()))?;
        servers.push(server);
    }
    Ok(servers)
}
