//! Snapshots that no test asks for any more.
//!
//! insta appends the path of each snapshot that a test compares with to the file that `INSTA_SNAPSHOT_REFERENCES_FILE`
//! names; what is left over after a run of all tests on all majors is stale.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::CliResult;
use crate::error::CliError;
use crate::output::say;
use crate::project::Project;

/// The list of snapshots that a run has asked for.
pub(crate) struct References {
    path: PathBuf,
}

impl References {
    /// Begins an empty list.
    pub(crate) fn begin(project: &Project) -> CliResult<References> {
        let path = project.target().join("snapshot-references.txt");
        fs::write(&path, "").map_err(|error| CliError::io("write", &path, &error))?;
        Ok(References { path })
    }

    /// The file for insta to write to.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Finds snapshots of the project that no test asked for, and removes them if `remove` says so.
    pub(crate) fn finish(&self, project: &Project, remove: bool) -> CliResult {
        let text = fs::read_to_string(&self.path).map_err(|error| CliError::io("read", &self.path, &error))?;
        let asked: BTreeSet<PathBuf> = text.lines().filter_map(|line| fs::canonicalize(line).ok()).collect();
        let mut stale = Vec::new();
        find_snapshots(&project.root, &project.target(), &mut stale)?;
        stale.retain(|path| !fs::canonicalize(path).is_ok_and(|path| asked.contains(&path)));
        stale.sort();
        if stale.is_empty() {
            return Ok(());
        }
        for path in &stale {
            let shown = path.strip_prefix(&project.root).unwrap_or(path).display();
            say!("{} {shown}: no test asks for it", if remove { "removed" } else { "stale:" });
            if remove {
                fs::remove_file(path).map_err(|error| CliError::io("remove", path, &error))?;
            }
        }
        if remove {
            return Ok(());
        }
        Err(CliError::Found("there are stale snapshots\n  help: `cargo xtask test --accept` removes them".to_owned()))
    }
}

/// A project of its own, such as an example: its tests are not run from here.
fn is_workspace(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| line.trim_start().starts_with("[workspace]"))
}

fn find_snapshots(folder: &Path, target: &Path, found: &mut Vec<PathBuf>) -> CliResult {
    let entries = fs::read_dir(folder).map_err(|error| CliError::io("read", folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| CliError::io("read", folder, &error))?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden || path == target || is_workspace(&path) {
            continue;
        }
        if path.is_dir() {
            find_snapshots(&path, target, found)?;
        } else if path.extension().is_some_and(|extension| extension == "snap") {
            found.push(path);
        }
    }
    Ok(())
}
