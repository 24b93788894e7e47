//! `gen --check`: whether `generated/` is what gen would write, to the byte.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

use schema_core::diff::{diff, in_physical_order};
use schema_core::digest::sha256;
use schema_core::layout::{self, GeneratedFile, MigrationName};
use schema_core::model::SchemaModel;
use schema_core::plan::{Allowed, PlanInput};
use schema_core::resolve::Declared;
use similar::TextDiff;

use super::edits::expected_files;
use super::{migration, planned_files, with_amend_as_way_out};
use crate::CliResult;
use crate::error::{CliError, count};
use crate::generated::{Generated, Stray};
use crate::output::{say, say_error};
use crate::project::Project;

/// Lines of diff that are shown; the rest is counted.
const DIFF_LINES: usize = 200;

/// What is there: the files, and the model after the newest migration.
pub(super) struct There {
    generated: Generated,
    /// Nothing for a schema that has no migration yet.
    newest: Option<SchemaModel>,
}

impl There {
    /// Reads the files and the newest `schema.lock`.
    pub(super) fn read(project: &Project) -> CliResult<There> {
        let (generated, newest) = Generated::read_with_newest(project)?;
        Ok(There { generated, newest })
    }
}

/// Compares, and prints a diff and the command that mends it.
pub(super) fn run(declared: Declared, there: &There) -> CliResult {
    let generated = &there.generated;
    let none = SchemaModel::empty(declared.model.postgres);
    let newest = there.newest.as_ref().unwrap_or(&none);
    // Objects are compared by name, so the columns' order does not matter yet.
    let changes = diff(newest, &declared.model).len();
    if changes > 0 {
        let after = in_physical_order(newest, declared.model);
        let expected = layout::model_files(&after).into_iter().map(|file| (file.path, file.text)).collect();
        print_differences(generated, &expected);
        // What gen would say to them is worth knowing already.
        let name = MigrationName::new(generated.next_number()?, "next").map_err(CliError::Usage)?;
        let input =
            PlanInput { before: newest, after: &after, origins: &declared.origins, allowed: &Allowed::default() };
        let refused =
            migration(name, &input).map_err(|error| with_amend_as_way_out(error, &after, &declared.origins, generated));
        if let Err(CliError::Refused(diagnostics)) = refused {
            for diagnostic in diagnostics {
                say_error!("{diagnostic}");
            }
        }
        let amend = if generated.newest_unreleased().is_some() { ", or `cargo xtask gen --amend`" } else { "" };
        return found(format!(
            "the declaration has {} that no migration carries\n  help: `cargo xtask gen --name add_something`{amend}",
            count(changes, "change")
        ));
    }

    // Without a change, the newest model is the declared one. Both halves render megabytes for a large schema, and need nothing of one another.
    let (model_files, again) = std::thread::scope(|scope| {
        let model_files = scope.spawn(|| layout::model_files(newest));
        let again = newest_again(declared, generated, newest);
        (model_files.join().expect("rendering the model's files does not panic"), again)
    });
    let expected = ManuallyDrop::new(expected_files(model_files, &generated.sums, again?));
    let differing = print_differences(generated, &expected);
    let strays = generated.strays(&expected);
    let mut helps = Vec::new();
    if differing.iter().any(|path| path.starts_with("migrations/")) {
        helps.push("`cargo xtask gen --amend`".to_owned());
    } else if !differing.is_empty() || strays.iter().any(|stray| matches!(stray, Stray::OldPage(_))) {
        helps.push("`cargo xtask gen`".to_owned());
    }
    for stray in &strays {
        match stray {
            Stray::OldPage(path) => say!("unknown: {path} is the page of a table that is gone"),
            Stray::Unknown(path) => {
                say!("unknown: {path} is not a generated file");
                helps.push(format!("move {}/{path} somewhere else", generated.shown));
            }
        }
    }
    if helps.is_empty() {
        say!("{} is up to date", generated.shown);
        return Ok(());
    }
    found(format!("{} is stale\n  help: {}", generated.shown, helps.join("\n  help: ")))
}

/// The files of the newest migration that would be written otherwise today; none where it is released and never written
/// again.
fn newest_again(declared: Declared, generated: &Generated, newest: &SchemaModel) -> CliResult<Vec<GeneratedFile>> {
    let Some(position) = generated.newest_unreleased() else { return Ok(Vec::new()) };
    let before = generated.model_before(position, declared.model.postgres)?;
    let origins = ManuallyDrop::new(declared.origins);
    let after = ManuallyDrop::new(in_physical_order(&before, declared.model));
    let allowed = &Allowed::needed(&before, newest);
    let input = PlanInput { before: &before, after: &after, origins: &origins, allowed };
    let is_other = |file: &GeneratedFile| generated.digests.get(&file.path) != Some(&sha256(file.text.as_bytes()));
    let (plan, files) = planned_files(&generated.sums.folders[position].name, &input, is_other)?;
    std::mem::forget(plan);
    Ok(files)
}

fn found(text: String) -> CliResult {
    Err(CliError::Found(text))
}

/// Prints a unified diff of every file that differs and returns their paths.
fn print_differences(there: &Generated, expected: &BTreeMap<String, String>) -> Vec<String> {
    let mut differing = Vec::new();
    let mut lines_left = DIFF_LINES;
    let mut hidden = 0;
    for (path, text) in expected {
        let old = there.text(path);
        if old.as_deref() == Some(text) {
            continue;
        }
        differing.push(path.clone());
        let old_name = if old.is_some() { format!("a/{path}") } else { "/dev/null".to_owned() };
        let diff = TextDiff::from_lines(old.as_deref().unwrap_or_default(), text);
        let unified = diff.unified_diff().context_radius(2).header(&old_name, &format!("b/{path}")).to_string();
        let lines = unified.lines().count();
        let show = lines.min(lines_left);
        for line in unified.lines().take(show) {
            say!("{line}");
        }
        lines_left -= show;
        hidden += lines - show;
    }
    if hidden > 0 {
        say!("... and {} of diff", count(hidden, "more line"));
    }
    differing
}
