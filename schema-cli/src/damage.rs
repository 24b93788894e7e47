//! Says how the migrations differ from what `migrations.sum` has of them, and the way out of each.

use std::collections::BTreeMap;

use schema_core::layout::HistoryError;
use schema_core::lockfile;

use crate::generated::Generated;

/// Writes what is wrong, a line for each, and what to do.
pub(crate) fn describe(generated: &Generated, errors: &[&HistoryError]) -> String {
    let shown = &generated.shown;
    let mut text = format!("{shown} is not as it was generated");
    for error in errors {
        text.push_str(&format!("\n  {error}{}", lock_reason(&generated.files, error)));
    }
    if errors.iter().any(|error| !is_unknown(error)) {
        text.push_str(&format!(
            "\n  help: `git checkout -- {shown}/migrations` brings back what gen wrote; \
             changes belong in the declaration, or in a migration of their own"
        ));
    }
    if errors.iter().any(|error| is_unknown(error)) {
        text.push_str(&format!(
            "\n  help: move what is unknown out of {shown}/migrations; if it is your own migration, and a merge has \
             brought another one of its number, `cargo xtask gen --rebase NNNN_its_name` plans it again on top of that"
        ));
    }
    if let Some(newest) = generated.newest_unreleased()
        && errors.iter().all(|error| generated.is_mended_by_amend(error))
    {
        let name = &generated.sums.folders[newest].name;
        text.push_str(&format!(
            "\n  help: or `cargo xtask gen --amend`, which writes {name} anew as it is unreleased: edits to it are dropped"
        ));
    }
    text
}

fn is_unknown(error: &HistoryError) -> bool {
    match error {
        HistoryError::UnknownFolder(_) | HistoryError::UnknownFile(_) => true,
        HistoryError::MissingFolder(_) | HistoryError::MissingFile(_) | HistoryError::EditedFile(_) => false,
    }
}

/// A lock file can often say itself what has happened to it.
fn lock_reason(files: &BTreeMap<String, String>, error: &HistoryError) -> String {
    let HistoryError::EditedFile(path) = error else { return String::new() };
    if !path.ends_with("/schema.lock") {
        return String::new();
    }
    match files.get(path).map(|text| lockfile::read(text)) {
        Some(Err(error)) => format!(": {error}"),
        Some(Ok(_)) | None => String::new(),
    }
}
