//! Programs that commands run.

use std::ffi::OsString;
use std::process::Command;

use crate::CliResult;
use crate::error::CliError;
#[cfg(not(feature = "server"))]
use crate::project::Project;

/// The cargo that runs us, or the one on PATH.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Runs the same command line with an xtask that has servers in it, and passes on its exit code.
#[cfg(not(feature = "server"))]
pub(crate) fn run_xtask_with_servers(project: &Project) -> CliResult {
    let mut command = cargo();
    command.args(["run", "--features", "server", "--manifest-path"]).arg(&project.xtask_manifest);
    command.arg("--").args(std::env::args_os().skip(1));
    run_and_pass(&mut command)
}

/// Runs a program and passes on its exit code.
#[cfg(not(feature = "server"))]
fn run_and_pass(command: &mut Command) -> CliResult {
    match status(command)? {
        0 => Ok(()),
        code => Err(CliError::Passed(code)),
    }
}

/// Runs a program, and returns its exit code; 4 where it was ended by a signal.
pub(crate) fn status(command: &mut Command) -> CliResult<u8> {
    let status = command.status().map_err(|error| cannot_run(command, &error))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(4))
}

/// Says that a program could not be started.
pub(crate) fn cannot_run(command: &Command, error: &std::io::Error) -> CliError {
    CliError::Surroundings(format!("cannot run {}: {error}", command.get_program().display()))
}
