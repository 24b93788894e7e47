//! `gen`: writes the next migration.

use std::mem::ManuallyDrop;

use schema_core::diff::{diff, in_physical_order, is_different};
use schema_core::layout::{self, MigrationName};
use schema_core::model::SchemaModel;
use schema_core::plan::{Allowed, PlanInput};
use schema_core::resolve::Declared;

use super::edits::{edits, expected_files, sums_with};
use super::{Migration, Request, Target, migration, print_plan, report, require_needed, with_amend_as_way_out};
use crate::CliResult;
use crate::error::{CliError, count};
use crate::generated::Generated;
use crate::output::say;
use crate::replace;

/// The name in a plan that nothing is written of.
const NO_NAME: &str = "next";

/// Runs the command.
pub(super) fn run(declared: Declared, generated: &Generated, request: &Request<'_>) -> CliResult {
    generated.require_intact()?;
    let position = generated.sums.folders.len();
    let before = generated.model_before(position, declared.model.postgres)?;
    if !is_different(&before, &declared.model) {
        require_needed(&request.allowed, &before, &declared.model)?;
        return nothing_to_add(&declared, generated, &before, request);
    }
    // The process ends with the command: the system takes the memory back faster than piece by piece.
    let before = ManuallyDrop::new(before);
    let after = ManuallyDrop::new(in_physical_order(&before, declared.model));
    let origins = ManuallyDrop::new(declared.origins);
    // A plan that is refused is refused before a name is asked for.
    let slug = request.name.unwrap_or(NO_NAME);
    let name = MigrationName::new(generated.next_number()?, slug).map_err(CliError::Usage)?;
    let input = PlanInput { before: &before, after: &after, origins: &origins, allowed: &request.allowed };
    // Both halves render megabytes for a large schema, and need nothing of one another.
    let (model_files, migration) = std::thread::scope(|scope| {
        let model_files = scope.spawn(|| layout::model_files(&after));
        let migration = migration(name, &input);
        (model_files.join().expect("rendering the model's files does not panic"), migration)
    });
    let migration = migration.map_err(|error| with_amend_as_way_out(error, &after, &origins, generated))?;
    require_needed(&request.allowed, &before, &after)?;
    let lock = match (&request.target, request.name) {
        (Target::Terminal(_), _) => {
            print_plan(&migration.name, &migration.plan);
            return Ok(());
        }
        (Target::Folder(_), None) => return Err(name_is_missing(generated, diff(&before, &after).len())),
        (Target::Folder(lock), Some(_)) => lock,
    };
    let sums = sums_with(&generated.sums, position, &migration);
    let Migration { plan, files, .. } = migration;
    let plan = ManuallyDrop::new(plan);
    let edits = ManuallyDrop::new(edits(generated, expected_files(model_files, &sums, files), &[]));
    replace::apply(lock, &edits)?;
    report(generated, &sums.folders[position], &plan);
    Ok(())
}

fn name_is_missing(generated: &Generated, changes: usize) -> CliError {
    let mut text = format!(
        "the migration has no name; it has {}\n  \
         help: `cargo xtask gen --name add_something` writes it; `cargo xtask gen --dry-run` shows the plan",
        count(changes, "change")
    );
    if let Some(newest) = generated.newest_unreleased() {
        let name = &generated.sums.folders[newest].name;
        text.push_str(&format!("\n  help: or `cargo xtask gen --amend` takes this into {name}, which is unreleased"));
    }
    CliError::Usage(text)
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
        let name = &generated.sums.folders[position].name;
        let after = in_physical_order(&before, declared.model.clone());
        let allowed = &Allowed::needed(&before, newest);
        let input = PlanInput { before: &before, after: &after, origins: &declared.origins, allowed };
        let again = migration(name.clone(), &input)?;
        if again.files.iter().any(|file| generated.files.get(&file.path) != Some(&file.text)) {
            say!(
                "no change to migrate, but {name} would be written otherwise today: a struct or field has another name, \
                 `postgres` another range, or the tool is newer\n  help: `cargo xtask gen --amend` writes it anew"
            );
        }
    }
    let after = in_physical_order(newest, declared.model.clone());
    let edits = edits(generated, expected_files(layout::model_files(&after), &generated.sums, Vec::new()), &[]);
    if edits.is_empty() {
        say!("nothing changed: {} is up to date", generated.shown);
        return Ok(());
    }
    let would = match &request.target {
        Target::Terminal(_) => "would have ",
        Target::Folder(lock) => {
            replace::apply(lock, &edits)?;
            ""
        }
    };
    for file in &edits.write {
        say!("{would}restored {}", file.path);
    }
    for path in &edits.remove {
        say!("{would}removed {path}");
    }
    Ok(())
}
