//! `gen --amend`: plans the newest unreleased migration again, from the one before it.

use schema_core::diff::{diff, in_physical_order};
use schema_core::layout::{self, MigrationName, Sums};
use schema_core::plan::{Allowed, PlanInput};
use schema_core::resolve::Declared;

use super::edits::{edits, expected_files, sums_with};
use super::{Migration, Request, Target, migration, print_plan, report, require_needed};
use crate::CliResult;
use crate::error::CliError;
use crate::generated::Generated;
use crate::output::{say, say_error};
use crate::replace;

/// Runs the command.
pub(super) fn run(declared: Declared, generated: &Generated, request: &Request<'_>) -> CliResult {
    let position = generated.newest_unreleased().ok_or_else(|| nothing_to_amend(generated))?;
    generated.require_intact_but_newest()?;
    let old_name = &generated.sums.folders[position].name;
    let old_folder = format!("migrations/{old_name}/");
    let old_files: Vec<&String> = generated.files.keys().filter(|path| path.starts_with(&old_folder)).collect();
    let name = match request.name {
        Some(slug) => MigrationName::new(old_name.number(), slug).map_err(CliError::Usage)?,
        None => old_name.clone(),
    };
    let before = generated.model_before(position, declared.model.postgres)?;
    let after = in_physical_order(&before, declared.model);

    if diff(&before, &after).is_empty() {
        require_needed(&request.allowed, &before, &after)?;
        let Target::Folder(lock) = &request.target else {
            say!("{old_name} would have no step left, and be removed; nothing was written");
            return Ok(());
        };
        let sums = Sums { folders: generated.sums.folders[..position].to_vec() };
        replace::apply(
            lock,
            &edits(generated, expected_files(layout::model_files(&after), &sums, Vec::new()), &old_files),
        )?;
        say!("removed {}/migrations/{old_name}: nothing is left to migrate", generated.shown);
        return Ok(());
    }

    // What the newest migration may do was allowed when it was planned; unless its lock file is what is broken.
    let earlier = generated.lock(old_name).map(|planned| Allowed::needed(&before, &planned)).unwrap_or_default();
    let allowed = &request.allowed.clone().and(earlier);
    let input = PlanInput { before: &before, after: &after, origins: &declared.origins, allowed };
    let migration = migration(name, &input)?;
    require_needed(&request.allowed, &before, &after)?;
    let Target::Folder(lock) = &request.target else {
        print_plan(&migration.name, &migration.plan);
        return Ok(());
    };
    let sums = sums_with(&generated.sums, position, &migration);
    let Migration { plan, files, .. } = migration;
    let edits = edits(generated, expected_files(layout::model_files(&after), &sums, files), &old_files);
    if edits.is_empty() {
        say!("nothing changed: {old_name} is as it would be planned now");
        return Ok(());
    }
    replace::apply(lock, &edits)?;
    for error in &generated.errors {
        say_error!("note: mended: {error}");
    }
    report(generated, &sums.folders[position], &plan);
    Ok(())
}

fn nothing_to_amend(generated: &Generated) -> CliError {
    CliError::Usage(match generated.sums.folders.last() {
        None => "there is no migration to amend\n  help: `cargo xtask gen --name ...` writes the first".to_owned(),
        Some(folder) => format!(
            "{} is released: it may have run somewhere, and is never rewritten\n  \
             help: `cargo xtask gen --name ...` writes the next",
            folder.name
        ),
    })
}
