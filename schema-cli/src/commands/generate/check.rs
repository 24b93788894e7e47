//! `gen --check`: whether `generated/` is what gen would write, to the byte.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

use schema_core::def::SchemaDef;
use schema_core::diff::{diff, in_physical_order};
use schema_core::digest::sha256;
use schema_core::layout::{self, GeneratedFile, MigrationName};
use schema_core::lockfile;
use schema_core::model::SchemaModel;
use schema_core::plan::{Allowed, PlanInput, plan};
use schema_core::resolve::{self, Declared};
use similar::TextDiff;

use super::edits::expected_files;
use super::{check_rules, migration, with_amend_as_way_out};
use crate::CliResult;
use crate::error::{CliError, count};
use crate::generated::{Generated, Stray};
use crate::output::{say, say_error};
use crate::project::Project;

/// Lines of diff that are shown; the rest is counted.
const DIFF_LINES: usize = 200;

/// Compares, and prints a diff and the command that mends it.
pub(super) fn run(schema: &'static SchemaDef, project: &Project) -> CliResult {
    let (checked, generated) = std::thread::scope(|scope| {
        let reading = scope.spawn(|| Generated::read_for_check(project));
        (Checked::new(schema), reading.join().expect("reading the generated files does not panic"))
    });
    // The process ends with the check: the system takes the memory back faster than piece by piece.
    let (generated, checked) = (&*ManuallyDrop::new(generated?), &*ManuallyDrop::new(checked?));
    let Checked { declared, lock_text } = checked;
    // A lock file that says to the byte what is declared need not be read.
    let is_newest = generated.newest_lock_text() == Some(lock_text);
    let newest = match generated.sums.folders.last() {
        _ if is_newest => Cow::Borrowed(&declared.model),
        Some(folder) => Cow::Owned(generated.lock(&folder.name)?),
        None => Cow::Owned(SchemaModel::empty(declared.model.postgres)),
    };
    let newest = &*ManuallyDrop::new(newest);
    // Objects are compared by name, so the columns' order does not matter yet.
    let changes = if is_newest { 0 } else { diff(newest, &declared.model).len() };
    if changes > 0 {
        return found(unplanned(changes, newest, declared, generated)?);
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

/// What can be said of the declaration without the files.
struct Checked {
    declared: Declared,
    /// What the newest lock file should say.
    lock_text: String,
}

impl Checked {
    fn new(schema: &SchemaDef) -> CliResult<Checked> {
        let declared = resolve::resolve(schema).map_err(CliError::Refused)?;
        let lock_text = std::thread::scope(|scope| {
            let writing = scope.spawn(|| lockfile::write(&declared.model));
            check_rules(schema, &declared)?;
            Ok(writing.join().expect("writing a lock file does not panic"))
        })?;
        Ok(Checked { declared, lock_text })
    }
}

/// Prints how the model's files differ, and what gen would refuse; returns what there is to do.
fn unplanned(changes: usize, newest: &SchemaModel, declared: &Declared, generated: &Generated) -> CliResult<String> {
    let after = in_physical_order(newest, declared.model.clone());
    let expected = layout::model_files(&after).into_iter().map(|file| (file.path, file.text)).collect();
    print_differences(generated, &expected);
    // What gen would say to them is worth knowing already.
    let name = MigrationName::new(generated.next_number()?, "next").map_err(CliError::Usage)?;
    let input = PlanInput { before: newest, after: &after, origins: &declared.origins, allowed: &Allowed::default() };
    let refused =
        migration(name, &input).map_err(|error| with_amend_as_way_out(error, &after, &declared.origins, generated));
    if let Err(CliError::Refused(diagnostics)) = refused {
        for diagnostic in diagnostics {
            say_error!("{diagnostic}");
        }
    }
    let amend = if generated.newest_unreleased().is_some() { ", or `cargo xtask gen --amend`" } else { "" };
    Ok(format!(
        "the declaration has {} that no migration carries\n  help: `cargo xtask gen --name add_something`{amend}",
        count(changes, "change")
    ))
}

/// The files of the newest migration that would be written otherwise today; none where it is released and never written
/// again.
fn newest_again(declared: &Declared, generated: &Generated, newest: &SchemaModel) -> CliResult<Vec<GeneratedFile>> {
    let Some(position) = generated.newest_unreleased() else { return Ok(Vec::new()) };
    let before = &*ManuallyDrop::new(generated.model_before(position, declared.model.postgres)?);
    // Its lock file says so, in this order of columns.
    let is_declared = std::ptr::eq(newest, &declared.model);
    let after = match is_declared {
        true => Cow::Borrowed(newest),
        false => Cow::Owned(in_physical_order(before, declared.model.clone())),
    };
    let after = &*ManuallyDrop::new(after);
    let name = &generated.sums.folders[position].name;
    let is_other = |file: &GeneratedFile| generated.digests.get(&file.path) != Some(&sha256(file.text.as_bytes()));
    let files = |allowed: &Allowed| {
        let input = PlanInput { before, after, origins: &declared.origins, allowed };
        let plan = ManuallyDrop::new(plan(&input).map_err(CliError::Refused)?);
        let mut files = layout::plan_files(name, &plan, is_other);
        if !is_declared {
            files.extend(Some(layout::lock_file(name, after)).filter(is_other));
        }
        Ok(files)
    };
    // Most need no permission; what was allowed to the others is what they need.
    match files(&Allowed::default()) {
        Err(CliError::Refused(_)) => files(&Allowed::needed(before, newest)),
        done => done,
    }
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
