//! The folder of generated files as it is, and the history that it tells.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use schema_core::layout::{HistoryError, MigrationName, Release, Sums};
use schema_core::lockfile;
use schema_core::model::{MajorRange, SchemaModel};

use crate::CliResult;
use crate::error::CliError;
use crate::replace;

/// All of `generated/`.
#[derive(Debug)]
pub(crate) struct Generated {
    /// Where it stands.
    pub(crate) folder: PathBuf,
    /// Every file's text by its path with `/`.
    pub(crate) files: BTreeMap<String, String>,
    /// What `migrations.sum` says.
    pub(crate) sums: Sums,
    /// How the folders differ from that.
    pub(crate) errors: Vec<HistoryError>,
}

impl Generated {
    /// Reads the folder; one that is not there is empty.
    pub(crate) fn read(folder: &Path) -> CliResult<Generated> {
        let mut files = BTreeMap::new();
        if folder.exists() {
            read_folder(folder, "", &mut files)?;
        }
        let sums = match files.get("migrations.sum") {
            None => Sums::default(),
            Some(text) => Sums::read(text).map_err(|error| {
                let path = folder.join("migrations.sum");
                CliError::Surroundings(format!(
                    "{}, {error}\n  help: it is written by gen alone: restore it with `git checkout -- {}`; \
                     after a merge, keep theirs and plan your own migration again",
                    path.display(),
                    path.display()
                ))
            })?,
        };
        let errors = sums.compare(&files);
        Ok(Generated { folder: folder.to_path_buf(), files, sums, errors })
    }

    /// Returns the model after the migration at `position`; the empty one before the first.
    pub(crate) fn model_before(&self, position: usize, postgres: MajorRange) -> CliResult<SchemaModel> {
        match position.checked_sub(1).map(|last| &self.sums.folders[last].name) {
            None => Ok(SchemaModel::empty(postgres)),
            Some(name) => self.lock(name),
        }
    }

    /// Reads a migration's `schema.lock`.
    pub(crate) fn lock(&self, name: &MigrationName) -> CliResult<SchemaModel> {
        let path = format!("migrations/{name}/schema.lock");
        let shown = self.folder.join(&path);
        let restore = format!("restore it with `git checkout -- {}`", shown.display());
        let text = self.files.get(&path).ok_or_else(|| {
            CliError::Surroundings(format!("{} is not there\n  help: {restore}", shown.display()))
        })?;
        lockfile::read(text).map_err(|error| {
            CliError::Surroundings(format!(
                "{}: {error}\n  help: {restore}; that of an unreleased migration is also planned again by `cargo xtask gen --amend`",
                shown.display()
            ))
        })
    }

    /// Returns the newest migration's place, if it may still change.
    pub(crate) fn newest_unreleased(&self) -> Option<usize> {
        let last = self.sums.folders.len().checked_sub(1)?;
        (self.sums.folders[last].release == Release::Unreleased).then_some(last)
    }

    /// Refuses to go on where files are not as they were generated, except those of the migration at `replanned`.
    pub(crate) fn require_intact(&self, replanned: Option<usize>) -> CliResult {
        let own = replanned.map(|at| format!("migrations/{}/", self.sums.folders[at].name));
        let is_replanned = |error: &&HistoryError| match (error, &own) {
            (HistoryError::EditedFile(path) | HistoryError::MissingFile(path), Some(own)) => path.starts_with(own),
            (HistoryError::MissingFolder(path), Some(own)) => format!("{path}/") == *own,
            _ => false,
        };
        let errors: Vec<String> =
            self.errors.iter().filter(|error| !is_replanned(error)).map(ToString::to_string).collect();
        if errors.is_empty() {
            return Ok(());
        }
        Err(CliError::Surroundings(format!(
            "{} is not as it was generated:\n  {}\n  help: restore it with `git checkout -- {}` and `git clean -- {}`; \
             an edited migration that is unreleased and the newest is also planned again by `cargo xtask gen --amend`",
            self.folder.display(),
            errors.join("\n  "),
            self.folder.display(),
            self.folder.display()
        )))
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> CliResult {
    let entries = fs::read_dir(folder).map_err(|error| CliError::io("read", folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| CliError::io("read", folder, &error))?;
        let path = entry.path();
        let name = entry.file_name().into_string().map_err(|name| {
            CliError::Surroundings(format!("{}: {} is not UTF-8", folder.display(), name.display()))
        })?;
        if name == replace::WORK_FOLDER {
            continue;
        }
        let below = format!("{prefix}{name}");
        if path.is_dir() {
            read_folder(&path, &format!("{below}/"), files)?;
        } else {
            let text = fs::read_to_string(&path).map_err(|error| CliError::io("read", &path, &error))?;
            files.insert(below, text);
        }
    }
    Ok(())
}
