//! From the files that are there to those that should be.

use std::collections::BTreeMap;

use schema_core::layout::{Folder, GeneratedFile, Release, Sums};

use super::Migration;
use crate::generated::{Generated, Stray};
use crate::replace::Edits;

/// Every file that gen answers for: those of the model, `migrations.sum`, and those of one migration.
pub(super) fn expected_files(
    model_files: Vec<GeneratedFile>,
    sums: &Sums,
    migration_files: Vec<GeneratedFile>,
) -> BTreeMap<String, String> {
    let files = model_files.into_iter().chain([sums.write()]).chain(migration_files);
    files.map(|file| (file.path, file.text)).collect()
}

/// The sums with a migration at `position`, in place of the one there or behind the last.
pub(super) fn sums_with(sums: &Sums, position: usize, migration: &Migration) -> Sums {
    let mut folders = sums.folders[..position].to_vec();
    folders.push(Folder::new(migration.name.clone(), Release::Unreleased, &migration.files));
    Sums { folders }
}

/// Returns the edits that lead to the expected files, and take away those of `gone` that are not among them. Files that
/// are right are left alone.
pub(super) fn edits(generated: &Generated, expected: BTreeMap<String, String>, gone: &[&String]) -> Edits {
    let old_page = |stray| match stray {
        Stray::OldPage(path) => Some(path.to_owned()),
        Stray::Unknown(_) => None,
    };
    let mut remove: Vec<String> = generated.strays(&expected).into_iter().filter_map(old_page).collect();
    remove.extend(gone.iter().filter(|path| !expected.contains_key(**path)).map(|path| (*path).clone()));
    let write = expected
        .into_iter()
        .filter(|(path, text)| generated.files.get(path) != Some(text))
        .map(|(path, text)| GeneratedFile { path, text })
        .collect();
    Edits { write, remove }
}
