//! `cargo xtask soak`: the planner's property tests, for as long as one likes.
//!
//! They stand among the tests of the workspace that the planner is developed in; another workspace has none.

use std::time::Instant;

use clap::ArgMatches;

use super::servers::{block_on, majors_or_newest, start};
use crate::CliResult;
use crate::error::{CliError, count};
use crate::output::{say, say_error};
use crate::process;
use crate::project::Project;

/// The package and the test that does the work.
const PACKAGE: &str = "schema-tests";
const TEST: &str = "random_pairs_are_migrated_there_and_back";

/// Runs the command.
pub(crate) fn run(project: &Project, matches: &ArgMatches) -> CliResult {
    let majors = majors_or_newest(matches);
    let pairs = matches.get_one::<u32>("pairs").copied().unwrap_or(300);
    let seed = matches.get_one::<u32>("seed").copied().unwrap_or(1);
    if !project.root.join("tests/tests/server/random/mod.rs").is_file() {
        return Err(CliError::Usage(format!(
            "this workspace has no property tests\n  note: they prove the planner, and stand in the package {PACKAGE} of its own workspace"
        )));
    }
    let began = Instant::now();
    block_on(async {
        let servers = start(&majors, false).await?;
        let number = u32::try_from(servers.len()).unwrap_or(1).max(1);
        for (at, server) in servers.iter().enumerate() {
            let share = pairs / number + u32::from(u32::try_from(at).unwrap_or_default() < pairs % number);
            say_error!("\n== {} on PostgreSQL {}", count(share as usize, "random pair"), server.info().version);
            let mut command = process::cargo();
            command.args(["test", "--quiet", "--package", PACKAGE, "--test", "server", "--", TEST, "--nocapture"]);
            command.current_dir(&project.root).envs(server.attach_variables());
            command.env("SCHEMA_SOAK_PAIRS", share.to_string());
            command.env("SCHEMA_SOAK_SEED", (seed + u32::try_from(at).unwrap_or_default()).to_string());
            if matches.get_flag("one-prefix") {
                command.env("SCHEMA_SOAK_PREFIXES", "one");
            }
            let status = process::status(&mut command)?;
            if status != 0 {
                return Err(CliError::Found(
                    "a pair does not do as planned\n  help: make a folder of tests/cases of it, then mend the planner"
                        .to_owned(),
                ));
            }
        }
        Ok(())
    })?;
    say!(
        "{} proven or left out, as counted above, in {:.0} s",
        count(pairs as usize, "pair"),
        began.elapsed().as_secs_f64()
    );
    Ok(())
}
