//! `gen --rebase`: plans one's own migration again, on top of one that a merge has brought.

use schema_core::diff::{in_physical_order, is_different};
use schema_core::layout::{self, MigrationName};
use schema_core::plan::{Allowed, PlanInput};
use schema_core::resolve::Declared;

use super::edits::{edits, expected_files, sums_with};
use super::{Migration, Request, Target, migration, print_plan, report, require_needed};
use crate::CliResult;
use crate::error::CliError;
use crate::generated::Generated;
use crate::output::say;
use crate::project::Project;
use crate::replace;

/// Runs the command.
pub(super) fn run(declared: Declared, project: &Project, own: &str, request: &Request<'_>) -> CliResult {
    let own: MigrationName = own.parse().map_err(CliError::Usage)?;
    let generated = &Generated::read_without(project, &own)?;
    let position = generated.sums.folders.len();
    let folder = format!("migrations/{own}/");
    let old_files: Vec<&String> = generated.files.keys().filter(|path| path.starts_with(&folder)).collect();
    let before = generated.model_before(position, declared.model.postgres)?;
    let after = in_physical_order(&before, declared.model);

    if !is_different(&before, &after) {
        require_needed(&request.allowed, &before, &after)?;
        let Target::Folder(lock) = &request.target else {
            say!("{own} would have no step left, and be removed; nothing was written");
            return Ok(());
        };
        let files = expected_files(layout::model_files(&after), &generated.sums, Vec::new());
        replace::apply(lock, &edits(generated, files, &old_files))?;
        say!("removed {}/migrations/{own}: nothing is left to migrate", generated.shown);
        return Ok(());
    }

    let slug = request.name.unwrap_or(own.slug());
    let name = MigrationName::new(generated.next_number()?, slug).map_err(CliError::Usage)?;
    // What it may do was allowed when it was planned; unless its lock file is what is broken.
    let root = usize::from(own.number() - 1).min(position);
    let earlier = generated.model_before(root, before.postgres).and_then(|root| {
        let planned = generated.lock(&own)?;
        Ok(Allowed::needed(&root, &planned))
    });
    let allowed = &request.allowed.clone().and(earlier.unwrap_or_default());
    let input = PlanInput { before: &before, after: &after, origins: &declared.origins, allowed };
    let migration = migration(name, &input)?;
    require_needed(&request.allowed, &before, &after)?;
    let Target::Folder(lock) = &request.target else {
        print_plan(&migration.name, &migration.plan);
        return Ok(());
    };
    let sums = sums_with(&generated.sums, position, &migration);
    let Migration { plan, files, .. } = migration;
    replace::apply(lock, &edits(generated, expected_files(layout::model_files(&after), &sums, files), &old_files))?;
    if let Some(below) = position.checked_sub(1).map(|last| &sums.folders[last].name) {
        say!("{own} is {} now, on top of {below}", sums.folders[position].name);
    }
    report(generated, &sums.folders[position], &plan);
    Ok(())
}
