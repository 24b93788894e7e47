//! `cargo xtask ci`: all that continuous integration runs, in the order in which it fails fastest.

pub(super) mod setup;
mod squawk;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::CliResult;
use crate::arguments::CERTIFIED_MAJORS;
use crate::error::CliError;
use crate::output::say;
use crate::process;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(project: &Project) -> CliResult {
    let began = Instant::now();
    step("format", || cargo(project, &["fmt", "--all", "--check"], &[]))?;
    step("gen --check", || cargo_xtask(project, &["gen", "--check"]))?;
    step("containers and tools", || setup::install(project))?;
    step("squawk", || squawk::run(project))?;
    step("clippy", || {
        let arguments = ["clippy", "--workspace", "--all-targets", "--all-features", "--quiet", "--", "-D", "warnings"];
        cargo(project, &arguments, &[])
    })?;
    step("documentation", || {
        let arguments = ["doc", "--workspace", "--no-deps", "--all-features", "--quiet"];
        cargo(project, &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
    })?;
    // The README's own command, in containers.
    step("test", || {
        let mut command = xtask(project, &["test"]);
        command.env("SCHEMA_TEST_SERVER", "container");
        passed(&mut command)
    })?;
    if project.root.join("tests/tests/server/random").is_dir() {
        // The planner's own cases and property tests, which no other workspace has. Where a major is the only one of a run,
        // nothing is left to the others.
        for major in CERTIFIED_MAJORS {
            step(&format!("all on PostgreSQL {major} alone"), || {
                let mut command = xtask(project, &["test", "--major", major]);
                command.env("SCHEMA_TEST_SERVER", "container");
                passed(&mut command)
            })?;
        }
        step("soak", || {
            let majors = ["--major", "15", "--major", "17", "--major", "18"];
            let mut command = xtask(project, &[&["soak", "--pairs", "300", "--one-prefix"], &majors[..]].concat());
            command.env("SCHEMA_TEST_SERVER", "container");
            passed(&mut command)
        })?;
    }
    for example in examples(project)? {
        let name = example.file_name().unwrap_or_default().to_string_lossy().into_owned();
        step(&format!("example {name}"), || run_example(&example))?;
    }
    say!("\nci passed in {:.0} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// The projects below `examples/`: each is a workspace of its own, and uses the crates as any other project does.
fn examples(project: &Project) -> CliResult<Vec<PathBuf>> {
    let folder = project.root.join("examples");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let cannot_read = |error| CliError::io("read", &folder, &error);
    let entries = fs::read_dir(&folder).map_err(cannot_read)?;
    let entries: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(cannot_read)?;
    let mut examples: Vec<PathBuf> =
        entries.into_iter().filter(|path| path.join("xtask/Cargo.toml").is_file()).collect();
    examples.sort();
    Ok(examples)
}

fn run_example(folder: &Path) -> CliResult {
    let commands: [&[&str]; 3] = [&["fmt", "--all", "--check"], &["xtask", "gen", "--check"], &["xtask", "test"]];
    commands.into_iter().try_for_each(|arguments| {
        let mut command = process::cargo();
        // What cargo says of our own package is not the example's.
        command.args(arguments).current_dir(folder).env_remove("CARGO_MANIFEST_DIR");
        passed(command.env("SCHEMA_TEST_SERVER", "container"))
    })
}

fn step(name: &str, work: impl FnOnce() -> CliResult) -> CliResult {
    say!("\n== {name}");
    let began = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "passed" } else { "failed" };
    say!("== {name} {verdict} after {:.0} s", began.elapsed().as_secs_f64());
    result
}

fn cargo(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> CliResult {
    let mut command = process::cargo();
    command.args(arguments).envs(variables.iter().copied()).current_dir(&project.root);
    passed(&mut command)
}

fn cargo_xtask(project: &Project, arguments: &[&str]) -> CliResult {
    passed(&mut xtask(project, arguments))
}

/// The project's own commands, as a user would run them.
fn xtask(project: &Project, arguments: &[&str]) -> Command {
    let mut command = process::cargo();
    command.arg("xtask").args(arguments).current_dir(&project.root);
    command
}

fn passed(command: &mut Command) -> CliResult {
    match process::status(command)? {
        0 => Ok(()),
        code => Err(CliError::Found(format!("{} ended with exit code {code}", command.get_program().display()))),
    }
}
