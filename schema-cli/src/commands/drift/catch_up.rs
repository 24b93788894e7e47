//! What an environment lacks, as migration files.

use std::path::PathBuf;

use clap::ArgMatches;
use schema_core::diagnostic::Diagnostic;
use schema_core::diff::in_physical_order;
use schema_core::drift::{CatchUp, CatchUpInput, Differing, Status, catch_up};
use schema_core::plan::{self, PlanInput};

use super::report::Report;
use super::words::marked;
use crate::CliResult;
use crate::commands::folder::require_empty;
use crate::commands::plan::side::in_the_way;
use crate::commands::plan::{allowances, deliver, of_the_way, require_unhindered};
use crate::error::{CliError, count};
use crate::output::{say, say_error};

/// Plans for one environment, and prints the plan or writes its files.
pub(super) fn run(report: &Report, name: &str, matches: &ArgMatches) -> CliResult {
    let looked = report.environments.iter().find(|looked| looked.name == name);
    let looked = looked.expect("the command line was looked at");
    let seen = looked.result.as_ref().map_err(|error| CliError::Surroundings(format!("{name}: {error}")))?;
    if let Some(folder) = matches.get_one::<PathBuf>("out") {
        require_empty(folder)?;
    }
    if let Some(note) = &seen.note {
        say_error!("note: {name}: {note}");
    }
    for object in seen.unmanaged.iter().filter(|object| object.kind == "disabled foreign key") {
        say_error!("note: {object}; no plan enables it\n  help: enable all triggers of the two tables, as a superuser");
    }
    let replace = matches.get_flag("replace");
    let input = CatchUpInput {
        found: &seen.found,
        declared: &seen.declared,
        written: &report.written,
        drift: &seen.drift,
        replace,
    };
    let CatchUp { mut target, differing } = catch_up(&input);
    if !differing.is_empty() {
        return Err(CliError::Refused(differing.iter().map(of_differing).collect()));
    }
    let mut before = seen.found.clone();
    // It runs where it is planned for.
    (before.postgres, target.postgres) = (seen.found.postgres, seen.found.postgres);
    target = in_physical_order(&before, target);
    let in_the_way: Vec<Diagnostic> =
        in_the_way(&seen.unmanaged, &before, &target).into_iter().map(of_the_way).collect();
    if !in_the_way.is_empty() {
        return Err(CliError::Refused(in_the_way));
    }
    let allowed = allowances(matches, &before, &target)?;
    let origins = report.origins();
    let plan = plan::plan(&PlanInput { before: &before, after: &target, origins, allowed: &allowed });
    let plan = plan.map_err(CliError::Refused)?;
    require_unhindered(&plan, &before, &seen.unmanaged, &seen.dependents)?;
    let left = seen
        .drift
        .findings
        .iter()
        .filter(|finding| matches!(finding.status, Status::Unexpected { .. } | Status::Renamed { .. }));
    let left = left.count();
    if left > 0 {
        say_error!(
            "note: {} of {name} not declared, or there under another name, and left alone",
            if left == 1 { "1 object is".to_owned() } else { format!("{left} objects are") }
        );
    }
    if plan.steps.is_empty() {
        say!("nothing to do: {name} has all that is declared");
        return Ok(());
    }
    say_error!("{name} lacks what {} will bring", count(plan.steps.len(), "step"));
    deliver(&plan, &target, matches)
}

/// Shows both definitions, and the way on.
fn of_differing(Differing { object, declared, found }: &Differing) -> Diagnostic {
    let (declared, found) = marked(declared, found, ("[", "]"));
    Diagnostic::error("different", format!("{object} is there, and is another one than is declared"))
        .note(format!("declared: {declared}"))
        .note(format!("found:    {found}"))
        .help("`--replace` plans to put the declared one in its place; or declare what is there".to_owned())
}
