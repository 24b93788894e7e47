//! Writes the next migration, or the newest unreleased one anew.

use schema_core::diff::{diff, in_physical_order};
use schema_core::layout::{MigrationName, Sums, plan_table};
use schema_core::model::SchemaModel;
use schema_core::plan::Plan;
use schema_core::resolve::Declared;

use super::{Migration, dropped, expected_files, migration, strays, sums_with};
use crate::CliResult;
use crate::error::CliError;
use crate::generated::Generated;
use crate::replace::{self, Edits};

/// What the command line asks for.
pub(super) struct Request<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) dry_run: bool,
    pub(super) amend: bool,
    pub(super) allow_data_loss: Vec<String>,
}

/// Runs `gen`, with or without `--amend`.
pub(super) fn run(declared: &Declared, generated: &Generated, request: &Request<'_>) -> CliResult {
    if request.amend { amend(declared, generated, request) } else { add(declared, generated, request) }
}

fn add(declared: &Declared, generated: &Generated, request: &Request<'_>) -> CliResult {
    generated.require_intact(None)?;
    let position = generated.sums.folders.len();
    let before = generated.model_before(position, declared.model.postgres)?;
    let after = in_physical_order(&before, declared.model.clone());
    let changes = diff(&before, &after).len();
    if changes == 0 {
        return nothing_to_add(declared, generated, &before, request);
    }
    let number = next_number(generated)?;
    let name = match (request.name, request.dry_run) {
        (Some(name), _) => MigrationName::new(number, name).map_err(CliError::Usage)?,
        (None, true) => MigrationName::new(number, "dry_run").map_err(CliError::Usage)?,
        (None, false) => {
            return Err(CliError::Usage(format!(
                "{changes} change{} to write and no name for the migration\n  help: `cargo xtask gen --name add_something`; \
                 `cargo xtask gen --dry-run` shows the plan; `cargo xtask gen --amend` takes them into the newest unreleased migration",
                if changes == 1 { "" } else { "s" }
            )));
        }
    };
    let migration = migration(name, &before, declared, &request.allow_data_loss)?;
    if request.dry_run {
        print_plan(&migration.plan);
        return Ok(());
    }
    let sums = sums_with(&generated.sums, position, &migration);
    write(generated, &migration.after, &sums, Some(&migration), &[])?;
    report(generated, &migration);
    Ok(())
}

/// No change to migrate; files that depend on the model alone are brought back if they are not as they should be.
fn nothing_to_add(
    declared: &Declared,
    generated: &Generated,
    newest: &SchemaModel,
    request: &Request<'_>,
) -> CliResult {
    if let Some(position) = generated.newest_unreleased() {
        let before = generated.model_before(position, declared.model.postgres)?;
        let name = generated.sums.folders[position].name.clone();
        let again = migration(name.clone(), &before, declared, &dropped(&before, newest))?;
        if again.files.iter().any(|file| generated.files.get(&file.path) != Some(&file.text)) {
            println!(
                "nothing changed, but {name} would be written otherwise today (a struct or field has another name, or the tool is newer): \
                 `cargo xtask gen --amend` writes it anew"
            );
        }
    }
    let after = in_physical_order(newest, declared.model.clone());
    let edits = edits(generated, &after, &generated.sums, None, &[]);
    if edits.write.is_empty() && edits.remove.is_empty() {
        println!("nothing changed: {} is up to date", generated.folder.display());
        return Ok(());
    }
    for file in &edits.write {
        println!("{} {}", if request.dry_run { "would restore" } else { "restored" }, file.path);
    }
    for path in &edits.remove {
        println!("{} {path}", if request.dry_run { "would remove" } else { "removed" });
    }
    if request.dry_run { Ok(()) } else { replace::apply(&generated.folder, &edits) }
}

fn amend(declared: &Declared, generated: &Generated, request: &Request<'_>) -> CliResult {
    let Some(position) = generated.newest_unreleased() else {
        return Err(CliError::Usage(match generated.sums.folders.last() {
            None => "there is no migration to amend\n  help: `cargo xtask gen --name ...` writes the first".to_owned(),
            Some(folder) => format!(
                "{} is released: it may have run somewhere, and is never rewritten\n  help: `cargo xtask gen --name ...` writes the next",
                folder.name
            ),
        }));
    };
    generated.require_intact(Some(position))?;
    let old_name = &generated.sums.folders[position].name;
    let before = generated.model_before(position, declared.model.postgres)?;
    // What the newest migration dropped was allowed; its lock file may be the very thing that is broken.
    let mut allowed = request.allow_data_loss.clone();
    if let Ok(after) = generated.lock(old_name) {
        allowed.extend(dropped(&before, &after));
    }
    let name = match request.name {
        Some(slug) => MigrationName::new(old_name.number(), slug).map_err(CliError::Usage)?,
        None => old_name.clone(),
    };
    let old_folder = format!("migrations/{old_name}/");
    let old_files: Vec<&String> = generated.files.keys().filter(|path| path.starts_with(&old_folder)).collect();
    let after = in_physical_order(&before, declared.model.clone());
    if diff(&before, &after).is_empty() {
        if request.dry_run {
            println!("{old_name} would have no step left, and be removed");
            return Ok(());
        }
        let sums = Sums { folders: generated.sums.folders[..position].to_vec() };
        write(generated, &after, &sums, None, &old_files)?;
        println!("removed {old_name}: nothing is left to migrate");
        return Ok(());
    }
    let migration = migration(name, &before, declared, &allowed)?;
    if request.dry_run {
        print_plan(&migration.plan);
        return Ok(());
    }
    let sums = sums_with(&generated.sums, position, &migration);
    let gone: Vec<&String> =
        old_files.into_iter().filter(|path| !migration.files.iter().any(|file| file.path == **path)).collect();
    write(generated, &migration.after, &sums, Some(&migration), &gone)?;
    report(generated, &migration);
    Ok(())
}

fn write(
    generated: &Generated,
    after: &SchemaModel,
    sums: &Sums,
    migration: Option<&Migration>,
    gone: &[&String],
) -> CliResult {
    replace::apply(&generated.folder, &edits(generated, after, sums, migration, gone))
}

/// The edits that lead from the files that are there to those that should be; files that are right are left alone.
fn edits(
    generated: &Generated,
    after: &SchemaModel,
    sums: &Sums,
    migration: Option<&Migration>,
    gone: &[&String],
) -> Edits {
    let expected = expected_files(after, sums, migration);
    let mut remove: Vec<String> = strays(generated, &expected).into_iter().cloned().collect();
    // Only pages of tables that are gone are ours to remove; another stray file is somebody's.
    remove.retain(|path| path.starts_with("docs/tables/"));
    remove.extend(gone.iter().map(|path| (*path).clone()));
    let write = expected
        .into_iter()
        .filter(|(path, text)| generated.files.get(path) != Some(text))
        .map(|(path, text)| schema_core::layout::GeneratedFile { path, text })
        .collect();
    Edits { write, remove }
}

fn next_number(generated: &Generated) -> CliResult<u16> {
    let last = generated.sums.folders.last().map_or(0, |folder| folder.name.number());
    last.checked_add(1)
        .filter(|number| *number <= 9999)
        .ok_or_else(|| CliError::Usage("there is no number left for a migration: 9999 is the last".to_owned()))
}

fn print_plan(plan: &Plan) {
    print!("{}", plan_table(plan));
    println!("\n{} steps; nothing was written", plan.steps.len());
}

fn report(generated: &Generated, migration: &Migration) {
    let folder = generated.folder.join("migrations").join(migration.name.to_string());
    println!("wrote {}: {} steps", folder.display(), migration.plan.steps.len());
    for file in migration.files.iter().filter(|file| file.path.ends_with(".sql")) {
        println!("  {}", file.path.rsplit('/').next().unwrap_or(&file.path));
    }
    println!("review README.md there; `cargo xtask gen --amend` plans it again until `cargo xtask release`");
}
