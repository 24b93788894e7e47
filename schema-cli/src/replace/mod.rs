//! Writes many files, or none.
//!
//! All new texts are written to a work folder first; a full disk or a read-only folder ends it there, with nothing
//! changed. Then a journal is written of all the moves that bring them into place, and the moves are carried out. A
//! move that fails is undone with all before it; so is, by the next run, what a killed one left half done. The end of
//! the journal file is the moment at which the new files are the true ones.
//!
//! This holds for failing writes and for processes that end. A power cut may lose what the operating system has not
//! written yet, as with every file that is not synced; there `git` has the generated files.

mod journal;
#[cfg(test)]
mod tests;
mod work;

use std::io;
use std::path::{Path, PathBuf};

use schema_core::layout::GeneratedFile;

use crate::CliResult;
use crate::error::CliError;
use crate::folder_lock::WriteLock;
use crate::output::say_error;
use work::Work;

/// The folder, below the one that is written, that holds what is not yet in place.
pub(crate) const WORK_FOLDER: &str = ".gen";

/// What to change below a folder.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    /// Files to write.
    pub(crate) write: Vec<GeneratedFile>,
    /// Paths of files to remove.
    pub(crate) remove: Vec<String>,
}

impl Edits {
    /// Tells whether there is nothing to do.
    pub(crate) fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }
}

/// An action that failed, on what, and why.
type Failure = (&'static str, PathBuf, io::Error);

/// Carries out the edits, all or none.
pub(crate) fn apply(lock: &WriteLock, edits: &Edits) -> CliResult {
    if edits.is_empty() {
        return Ok(());
    }
    let folder = lock.folder();
    let work = Work::below(folder);
    let unchanged = |failure: Failure| {
        CliError::Surroundings(format!(
            "{}\n  note: {} is as it was before\n  \
             help: see to it that there is space and that the folder is writable, then run this again",
            text(&failure),
            folder.display()
        ))
    };
    let moves = work.stage(edits).map_err(|failure| {
        work.discard();
        unchanged(failure)
    })?;
    match work.carry_out(&moves).and_then(|()| work.commit()) {
        Ok(()) => {
            work.discard();
            Ok(())
        }
        Err(failure) => match work.undo(&moves).and_then(|()| work.commit()) {
            Ok(()) => {
                work.discard();
                Err(unchanged(failure))
            }
            Err(undo) => Err(half_done(folder, &format!("{}\n  note: and then: {}", text(&failure), text(&undo)))),
        },
    }
}

/// Undoes what a killed run left half done, and says so.
pub(crate) fn recover(lock: &WriteLock) -> CliResult {
    if take_back(lock)? {
        say_error!("note: took back what a run that was ended half-way had begun in {}", lock.folder().display());
    }
    Ok(())
}

/// Undoes what a killed run left half done; tells whether there was anything.
fn take_back(lock: &WriteLock) -> CliResult<bool> {
    let folder = lock.folder();
    let work = Work::below(folder);
    let moves = work.journal().map_err(|failure| half_done(folder, &text(&failure)))?;
    if let Some(moves) = &moves {
        let undone = work.undo(moves).and_then(|()| work.commit());
        undone.map_err(|failure| half_done(folder, &text(&failure)))?;
    }
    work.discard();
    Ok(moves.is_some())
}

/// Tells whether a run was ended half-way.
pub(crate) fn is_half_done(folder: &Path) -> bool {
    Work::below(folder).has_journal()
}

fn text((action, path, error): &Failure) -> String {
    format!("cannot {action} {}: {error}", path.display())
}

fn half_done(folder: &Path, what: &str) -> CliError {
    let work = folder.join(WORK_FOLDER);
    CliError::Surroundings(format!(
        "{what}\n  note: {} is half written; the files that were there before are in {}\n  \
         help: mend the cause and run this again, which takes back what was begun; \
         or remove {} and restore the rest with `git checkout -- {}`",
        folder.display(),
        work.join("old").display(),
        work.display(),
        folder.display()
    ))
}
