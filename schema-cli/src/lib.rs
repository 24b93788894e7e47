//! The commands of a project that declares its schema with schema-core: parsing and printing only.
//!
//! A project's xtask is five lines: `fn main() -> ExitCode { schema_cli::run(&my_schema::SCHEMA) }`.
//!
//! Exit codes: 0 done; 1 a check found something; 2 the command line is wrong; 3 the declaration or the change is refused;
//! 4 the surroundings failed: files, programs, servers.

mod arguments;
mod calendar;
mod commands;
mod damage;
mod error;
mod folder_lock;
mod generated;
mod merge;
mod output;
mod process;
mod project;
mod replace;
#[cfg(feature = "server")]
mod snapshots;

use std::process::ExitCode;

use schema_core::def::SchemaDef;

use crate::error::CliError;
use crate::project::Project;

/// Runs the command that the process was called with.
pub fn run(schema: &'static SchemaDef) -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let matches = match arguments::command().try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are errors to clap, and none to the caller.
            let code = if error.use_stderr() { 2 } else { 0 };
            error.print().ok();
            return ExitCode::from(code);
        }
    };
    let project = Project::find(matches.get_one("generated"));
    let result = project.and_then(|project| commands::run(schema, &project, &matches));
    let result = result.and_then(|()| match output::is_lost() {
        true => Err(CliError::Surroundings("done, but standard output could not be written in full".to_owned())),
        false => Ok(()),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.print();
            ExitCode::from(error.exit_code())
        }
    }
}

/// The result of a command.
type CliResult<T = ()> = Result<T, CliError>;
