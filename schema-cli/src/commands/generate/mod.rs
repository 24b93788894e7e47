//! `cargo xtask gen`: the next migration, or a check that there is none to write.

mod amend;
mod check;
mod edits;
mod next;
mod rebase;

use std::collections::BTreeMap;

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_core::diagnostic::{Diagnostic, Severity};
use schema_core::diff::in_physical_order;
use schema_core::layout::{self, Folder, GeneratedFile, MigrationName, plan_table};
use schema_core::model::{ObjectName, SchemaModel};
use schema_core::plan::{self, Allowed, Plan, PlanInput};
use schema_core::resolve::Declared;
use schema_core::{resolve, rules};

use crate::error::{CliError, count};
use crate::folder_lock::{ReadLock, WriteLock};
use crate::generated::Generated;
use crate::output::{say, say_error};
use crate::project::Project;
use crate::{CliResult, calendar, replace};

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    if matches.get_flag("check") {
        let _lock = ReadLock::acquire(&project.generated)?;
        return check::run(schema, project).map_err(CliError::or_found);
    }
    let declared = declared(schema)?;
    let target = if matches.get_flag("dry-run") {
        Target::Terminal(ReadLock::acquire(&project.generated)?)
    } else {
        let lock = WriteLock::acquire(&project.generated, "--generated")?;
        replace::recover(&lock)?;
        Target::Folder(lock)
    };
    let request =
        Request { name: matches.get_one::<String>("name").map(String::as_str), allowed: allowed(matches), target };
    if let Some(own) = matches.get_one::<String>("rebase") {
        return rebase::run(declared, project, own, &request);
    }
    let generated = Generated::read(project)?;
    if matches.get_flag("amend") {
        amend::run(declared, &generated, &request)
    } else {
        next::run(declared, &generated, &request)
    }
}

/// What the command line allows.
pub(super) fn allowed(matches: &ArgMatches) -> Allowed {
    let objects = |option| matches.get_many::<String>(option).into_iter().flatten().cloned().collect();
    Allowed { data_loss: objects("allow-data-loss"), blocking: objects("allow-blocking"), ..Allowed::default() }
}

/// What the command line asks for.
struct Request<'a> {
    name: Option<&'a str>,
    allowed: Allowed,
    target: Target,
}

/// Where a migration goes.
enum Target {
    /// It is printed.
    Terminal(#[expect(dead_code, reason = "it is held, so that nobody writes what is being read")] ReadLock),
    /// It is written to the folder of generated files.
    Folder(WriteLock),
}

/// Resolves the declaration, checks every rule, prints the warnings.
fn declared(schema: &'static SchemaDef) -> CliResult<Declared> {
    let declared = resolve::resolve(schema).map_err(CliError::Refused)?;
    check_rules(schema, &declared)?;
    Ok(declared)
}

/// Checks every rule, prints the warnings.
fn check_rules(schema: &SchemaDef, declared: &Declared) -> CliResult {
    let findings = rules::check(schema, declared, &calendar::today());
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        findings.into_iter().partition(|finding| finding.severity == Severity::Error);
    for warning in warnings {
        say_error!("{warning}");
    }
    if errors.is_empty() { Ok(()) } else { Err(CliError::Refused(errors)) }
}

/// A migration as it would be written.
struct Migration {
    name: MigrationName,
    plan: Plan,
    files: Vec<GeneratedFile>,
}

/// Plans the way from one model to the next, and renders it.
fn migration(name: MigrationName, input: &PlanInput<'_>) -> CliResult<Migration> {
    std::thread::scope(|scope| {
        let lock_file = scope.spawn(|| layout::lock_file(&name, input.after));
        let plan = plan::plan(input).map_err(CliError::Refused)?;
        let mut files = layout::plan_files(&name, &plan, |_| true);
        files.push(lock_file.join().expect("writing a lock file does not panic"));
        Ok((plan, files))
    })
    .map(|(plan, files)| Migration { name, plan, files })
}

/// A refusal that the newest migration would not meet if it were planned again says so: it is unreleased, nobody has the
/// rows that the change is refused for.
fn with_amend_as_way_out(
    error: CliError,
    declared: &SchemaModel,
    origins: &BTreeMap<ObjectName, String>,
    generated: &Generated,
) -> CliError {
    let CliError::Refused(mut refusals) = error else { return error };
    let Some(position) = generated.newest_unreleased() else { return CliError::Refused(refusals) };
    let name = generated.sums.folders[position].name.clone();
    let again = generated.model_before(position, declared.postgres).and_then(|before| {
        let allowed = &generated.lock(&name).map(|planned| Allowed::needed(&before, &planned))?;
        let after = &in_physical_order(&before, declared.clone());
        migration(name.clone(), &PlanInput { before: &before, after, origins, allowed })
    });
    if let (Ok(_), Some(last)) = (again, refusals.last_mut()) {
        let amend =
            format!("`cargo xtask gen --amend` plans {name} again, which is unreleased, and needs none of this");
        last.help = if last.help.is_empty() { amend } else { format!("{}\n  help: or {amend}", last.help) };
    }
    CliError::Refused(refusals)
}

/// Refuses to allow what nothing asks for: most likely a name is misspelt.
pub(super) fn require_needed(allowed: &Allowed, before: &SchemaModel, after: &SchemaModel) -> CliResult {
    if *allowed == Allowed::default() {
        return Ok(());
    }
    let needed = Allowed::needed(before, after);
    let pairs = [
        ("data-loss", "drops no table or column of that name", "drops", &allowed.data_loss, needed.data_loss),
        ("blocking", "has nobody wait for that", "has them wait for", &allowed.blocking, needed.blocking),
    ];
    for (option, not_so, so, given, needed) in pairs {
        if let Some(object) = given.iter().find(|object| !needed.contains(object)) {
            let those = if needed.is_empty() { "nothing".to_owned() } else { needed.join(", ") };
            return Err(CliError::Usage(format!(
                "`--allow-{option} {object}`: the migration {not_so}\n  note: it {so} {those}\n  help: leave the option out"
            )));
        }
    }
    Ok(())
}

fn print_plan(name: &MigrationName, plan: &Plan) {
    say!("{}", plan_table(plan));
    say!("{name} would have {}; nothing was written", count(plan.steps.len(), "step"));
}

fn report(generated: &Generated, folder: &Folder, plan: &Plan) {
    say!("wrote {}/migrations/{}: {}", generated.shown, folder.name, count(plan.steps.len(), "step"));
    for file in folder.files.keys().filter(|file| file.ends_with(".sql")) {
        say!("  {file}");
    }
    say!(
        "review README.md there, commit all of {}; `cargo xtask gen --amend` plans it again until `cargo xtask release`",
        generated.shown
    );
}
