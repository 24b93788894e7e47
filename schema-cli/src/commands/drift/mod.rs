//! `cargo xtask drift`: every environment against the declaration, in one matrix.

mod catch_up;
mod environment;
mod ignore;
mod json;
mod markdown;
mod report;
mod scratch;
mod settle;
mod text;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_core::resolve;

use self::environment::{Environment, Looked};
use self::ignore::Ignored;
use self::report::Report;
use self::scratch::Scratches;
use super::servers::block_on;
use crate::CliResult;
use crate::calendar::today;
use crate::error::{CliError, count};
use crate::output::{say, say_error, to_the_letter};
use crate::project::Project;

/// The exit code for what could not be found out.
const COULD_NOT_TELL: u8 = 2;

/// The file of what is known and left, in the folder of the workspace.
const IGNORE_FILE: &str = "drift-ignore.json";

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    look(schema, project, matches).map(|_| ()).map_err(|error| match error {
        CliError::Surroundings(_) | CliError::Damaged(_) | CliError::Usage(_) => {
            error.print();
            CliError::Passed(COULD_NOT_TELL)
        }
        other => other,
    })
}

/// Compares, and prints the report or the plan; returns how long the declaration took to build.
pub(super) fn look(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult<Duration> {
    let environments = environment::all(matches)?;
    let planned = planned(matches, &environments)?;
    let ignored = ignored(project, matches)?;
    let declared = resolve::resolve(schema).map_err(CliError::Refused)?;
    let (report, scratch_time) = block_on(async {
        let mut scratches = Scratches::new(&declared.model, matches);
        let mut looked: Vec<Looked> = Vec::new();
        for environment in environments {
            looked.push(environment::look(environment, schema, &mut scratches).await);
        }
        Ok((Report::new(&declared, looked, ignored), scratches.time()))
    })?;
    if let Some(name) = planned {
        return catch_up::run(&report, name, matches).map(|()| scratch_time);
    }
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => to_the_letter(&json::render(&report)),
        Some("markdown") => to_the_letter(&markdown::render(&report)),
        _ => say!("{}", text::render(&report).trim_end()),
    }
    for note in report.notes() {
        say_error!("note: {note}");
    }
    if !scratch_time.is_zero() {
        say_error!("note: the declaration was built on a scratch server in {:.1} s", scratch_time.as_secs_f64());
    }
    let unread = report.unread().count();
    if unread > 0 {
        say_error!("error: {} could not be told", count(unread, "environment"));
        return Err(CliError::Passed(COULD_NOT_TELL));
    }
    match report.open_findings() {
        0 => Ok(scratch_time),
        open => Err(CliError::Found(format!(
            "{} of drift\n  help: `cargo xtask drift --env NAME=URL --plan NAME --out DIR` writes what an environment lacks",
            count(open, "finding")
        ))),
    }
}

/// The environment that a plan is asked for.
fn planned<'a>(matches: &'a ArgMatches, environments: &[Environment]) -> CliResult<Option<&'a str>> {
    let Some(name) = matches.get_one::<String>("plan") else { return Ok(None) };
    if environments.iter().any(|environment| environment.name == *name) {
        return Ok(Some(name));
    }
    let names: Vec<&str> = environments.iter().map(|environment| environment.name.as_str()).collect();
    Err(CliError::Usage(format!(
        "--plan {name}: no environment is called so\n  help: `--env {name}=postgres://...`, or one of: {}",
        names.join(", ")
    )))
}

fn ignored(project: &Project, matches: &ArgMatches) -> CliResult<Ignored> {
    let given = matches.get_one::<PathBuf>("ignore");
    let path = given.cloned().unwrap_or_else(|| project.root.join(IGNORE_FILE));
    match std::fs::read_to_string(&path) {
        Ok(text) => Ignored::parse(&text, &today())
            .map_err(|error| CliError::Usage(format!("{}: {error}\n  help: {}", project.shown(&path), ignore::HELP))),
        Err(error) if given.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(Ignored::default()),
        Err(error) => Err(CliError::io("read", &path, &error)),
    }
}
