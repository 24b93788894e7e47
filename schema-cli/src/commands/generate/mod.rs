//! `cargo xtask gen`: the next migration, or a check that there is none to write.

mod check;
mod next;

use std::collections::BTreeMap;

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_core::diagnostic::{Diagnostic, Severity};
use schema_core::diff::in_physical_order;
use schema_core::layout::{self, Folder, GeneratedFile, MigrationName, Release, Sums};
use schema_core::model::SchemaModel;
use schema_core::plan::{self, Plan, PlanInput};
use schema_core::resolve::Declared;
use schema_core::{resolve, rules};

use crate::error::CliError;
use crate::generated::Generated;
use crate::project::Project;
use crate::{CliResult, calendar, replace};

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    let declared = declared(schema)?;
    let check_only = matches.get_flag("check");
    if !check_only && !matches.get_flag("dry-run") {
        replace::recover(&project.generated)?;
    }
    let generated = Generated::read(&project.generated)?;
    if check_only {
        return check::run(&declared, &generated, project);
    }
    let request = next::Request {
        name: matches.get_one::<String>("name").map(String::as_str),
        dry_run: matches.get_flag("dry-run"),
        amend: matches.get_flag("amend"),
        allow_data_loss: matches.get_many::<String>("allow-data-loss").into_iter().flatten().cloned().collect(),
    };
    next::run(&declared, &generated, &request)
}

/// Resolves the declaration, checks every rule, prints the warnings.
fn declared(schema: &'static SchemaDef) -> CliResult<Declared> {
    let declared = resolve::resolve(schema).map_err(CliError::Refused)?;
    let findings = rules::check(schema, &declared, &calendar::today());
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        findings.into_iter().partition(|finding| finding.severity == Severity::Error);
    for warning in warnings {
        eprintln!("{warning}");
    }
    if errors.is_empty() { Ok(declared) } else { Err(CliError::Refused(errors)) }
}

/// A migration as it would be written.
struct Migration {
    name: MigrationName,
    plan: Plan,
    after: SchemaModel,
    files: Vec<GeneratedFile>,
}

/// Plans the way from `before` to what is declared.
fn migration(
    name: MigrationName,
    before: &SchemaModel,
    declared: &Declared,
    allow_data_loss: &[String],
) -> CliResult<Migration> {
    let after = in_physical_order(before, declared.model.clone());
    let input = PlanInput { before, after: &after, origins: &declared.origins, allow_data_loss };
    let plan = plan::plan(&input).map_err(CliError::Refused)?;
    let files = layout::migration_files(&name, &plan, &after);
    Ok(Migration { name, plan, after, files })
}

/// Every file that gen answers for: those of the model, `migrations.sum`, and the folder of one migration.
fn expected_files(after: &SchemaModel, sums: &Sums, migration: Option<&Migration>) -> BTreeMap<String, String> {
    let mut files = layout::model_files(after);
    files.push(sums.write());
    if let Some(migration) = migration {
        files.extend(migration.files.iter().cloned());
    }
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

/// The sums with a migration at `position`, in place of the one there or behind the last.
fn sums_with(sums: &Sums, position: usize, migration: &Migration) -> Sums {
    let mut folders = sums.folders[..position].to_vec();
    folders.push(Folder::new(migration.name.clone(), Release::Unreleased, &migration.files));
    Sums { folders }
}

/// Everything that an earlier plan from `before` to `after` dropped: it was allowed then.
fn dropped(before: &SchemaModel, after: &SchemaModel) -> Vec<String> {
    use schema_core::diff::{Change, diff};
    let object = |change| match change {
        Change::DropTable(table, _) => Some(table.to_string()),
        Change::DropColumn(table, column) => Some(format!("{table}.{}", column.name)),
        _ => None,
    };
    diff(before, after).into_iter().filter_map(object).collect()
}

/// Generated files that are there and that nothing accounts for: pages of tables that are gone, strays.
fn strays<'a>(generated: &'a Generated, expected: &BTreeMap<String, String>) -> Vec<&'a String> {
    let is_stray = |path: &&String| !path.starts_with("migrations/") && !expected.contains_key(*path);
    generated.files.keys().filter(is_stray).collect()
}
