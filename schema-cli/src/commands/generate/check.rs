//! `gen --check`: whether `generated/` is what gen would write, to the byte.

use std::collections::BTreeMap;
use std::path::Path;

use schema_core::diff::{diff, in_physical_order};
use schema_core::layout::MigrationName;
use schema_core::resolve::Declared;
use similar::TextDiff;

use super::{dropped, expected_files, migration, strays, sums_with};
use crate::CliResult;
use crate::error::CliError;
use crate::generated::Generated;
use crate::project::Project;
use crate::replace;

/// Lines of diff that are shown; the rest is counted.
const DIFF_LINES: usize = 200;

/// Compares, and prints a diff and the command that mends it.
pub(super) fn run(declared: &Declared, generated: &Generated, project: &Project) -> CliResult {
    if generated.folder.join(replace::WORK_FOLDER).exists() {
        return found("a run of gen was ended half-way; `cargo xtask gen` takes back what it had begun");
    }
    if !generated.errors.is_empty() {
        for error in &generated.errors {
            println!("{error}");
        }
        let folder = shown(&generated.folder, project);
        return found(&format!(
            "{folder} is not as it was generated\n  help: `git checkout -- {folder}` restores it; \
             the newest migration, while it is unreleased, is also written anew by `cargo xtask gen --amend`"
        ));
    }
    let position = generated.sums.folders.len();
    let newest = generated.model_before(position, declared.model.postgres)?;
    let after = in_physical_order(&newest, declared.model.clone());
    let changes = diff(&newest, &after);
    if !changes.is_empty() {
        // What would be written, as a diff against what is there; the folder's own files are new and not shown.
        let preview = next_name(generated).and_then(|name| migration(name, &newest, declared, &dropped(&newest, &after)));
        let sums = match &preview {
            Ok(preview) => sums_with(&generated.sums, position, preview),
            Err(_) => generated.sums.clone(),
        };
        let mut expected = expected_files(&after, &sums, None);
        expected.remove("migrations.sum");
        print_differences(&generated.files, &expected);
        let count = changes.len();
        return found(&format!(
            "the declaration has {count} change{} that no migration carries\n  help: `cargo xtask gen --name add_something`",
            if count == 1 { "" } else { "s" }
        ));
    }
    let again = match generated.newest_unreleased() {
        None => None,
        Some(position) => {
            let before = generated.model_before(position, declared.model.postgres)?;
            let name = generated.sums.folders[position].name.clone();
            Some(migration(name, &before, declared, &dropped(&before, &newest))?)
        }
    };
    let expected = expected_files(&after, &generated.sums, again.as_ref());
    let strays = strays(generated, &expected);
    for path in &strays {
        println!("unknown: {path} is not a generated file");
    }
    let differing = print_differences(&generated.files, &expected);
    if differing.is_empty() && strays.is_empty() {
        println!("{} is up to date", shown(&generated.folder, project));
        return Ok(());
    }
    let own_folder = again.map(|migration| format!("migrations/{}/", migration.name));
    let is_own = |path: &String| own_folder.as_ref().is_some_and(|folder| path.starts_with(folder));
    let command = if differing.iter().any(is_own) { "cargo xtask gen --amend" } else { "cargo xtask gen" };
    let remove = if strays.is_empty() { "" } else { ", after removing the unknown files" };
    found(&format!("{} is stale\n  help: `{command}`{remove}", shown(&generated.folder, project)))
}

fn found(text: &str) -> CliResult {
    Err(CliError::Found(text.to_owned()))
}

fn next_name(generated: &Generated) -> CliResult<MigrationName> {
    let number = generated.sums.folders.last().map_or(1, |folder| folder.name.number() + 1);
    MigrationName::new(number, "next").map_err(CliError::Usage)
}

/// The folder as a user in the project's root would name it.
fn shown(folder: &Path, project: &Project) -> String {
    folder.strip_prefix(&project.root).unwrap_or(folder).display().to_string()
}

/// Prints a unified diff of every file that differs and returns their paths.
fn print_differences(there: &BTreeMap<String, String>, expected: &BTreeMap<String, String>) -> Vec<String> {
    let mut differing = Vec::new();
    let mut lines_left = DIFF_LINES;
    let mut hidden = 0;
    for (path, text) in expected {
        let old = there.get(path);
        if old == Some(text) {
            continue;
        }
        differing.push(path.clone());
        let old_name = if old.is_some() { format!("a/{path}") } else { "/dev/null".to_owned() };
        let diff = TextDiff::from_lines(old.map_or("", String::as_str), text);
        let unified = diff.unified_diff().context_radius(2).header(&old_name, &format!("b/{path}")).to_string();
        let count = unified.lines().count();
        let show = count.min(lines_left);
        for line in unified.lines().take(show) {
            println!("{line}");
        }
        lines_left -= show;
        hidden += count - show;
    }
    if hidden > 0 {
        println!("... and {hidden} more lines of diff");
    }
    differing
}
