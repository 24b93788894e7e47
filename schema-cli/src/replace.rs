//! Writes many files, or none.
//!
//! All new texts are written beside the files that they replace first; a full disk or a read-only folder ends it there,
//! with nothing changed. Then files are renamed into place one by one, each move noted in a journal before it happens.
//! A move that fails is undone with all before it; so is, by the next run, what a killed one left half done.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use schema_core::layout::GeneratedFile;

use crate::CliResult;
use crate::error::CliError;

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

/// Carries out the edits, all or none.
pub(crate) fn apply(folder: &Path, edits: &Edits) -> CliResult {
    recover(folder)?;
    let made_folder = !folder.exists();
    let result = Replacement::stage(folder, edits).and_then(|replacement| replacement.commit());
    if result.is_err() && made_folder {
        fs::remove_dir(folder).ok();
    }
    result.map_err(|(action, path, error)| {
        let CliError::Surroundings(text) = CliError::io(action, &path, &error) else {
            unreachable!("an error of the file system is one of the surroundings")
        };
        CliError::Surroundings(format!("{text}\n  nothing was changed in {}", folder.display()))
    })
}

/// Undoes what a killed run left half done.
pub(crate) fn recover(folder: &Path) -> CliResult {
    let work = folder.join(WORK_FOLDER);
    if !work.exists() {
        return Ok(());
    }
    let owner = fs::read_to_string(work.join("pid")).unwrap_or_default();
    if !owner.is_empty() && owner != std::process::id().to_string() && Path::new("/proc").join(&owner).exists() {
        return Err(CliError::Surroundings(format!(
            "process {owner} is writing {} right now; wait until it is done",
            folder.display()
        )));
    }
    let journal = fs::read_to_string(work.join("journal")).unwrap_or_default();
    let paths: Vec<&str> = journal.lines().collect();
    let moves = Moves { folder, work: &work };
    let undone = paths.iter().enumerate().rev().try_for_each(|(at, path)| moves.undo(at, path));
    undone.and_then(|()| fs::remove_dir_all(&work)).map_err(|error| CliError::io("recover", &work, &error))?;
    eprintln!("note: took back what a run that was ended half-way had begun in {}", folder.display());
    Ok(())
}

type Failure = (&'static str, PathBuf, io::Error);

struct Replacement<'a> {
    folder: &'a Path,
    work: PathBuf,
    /// Paths in the order of their moves; those to be removed come last.
    paths: Vec<&'a str>,
    writes: usize,
}

impl<'a> Replacement<'a> {
    fn stage(folder: &'a Path, edits: &'a Edits) -> Result<Replacement<'a>, Failure> {
        let work = folder.join(WORK_FOLDER);
        let write = edits.write.iter().map(|file| file.path.as_str());
        let paths: Vec<&str> = write.chain(edits.remove.iter().map(String::as_str)).collect();
        let replacement = Replacement { folder, work, paths, writes: edits.write.len() };
        match replacement.write_all(edits) {
            Ok(()) => Ok(replacement),
            Err(failure) => {
                fs::remove_dir_all(&replacement.work).ok();
                Err(failure)
            }
        }
    }

    fn write_all(&self, edits: &Edits) -> Result<(), Failure> {
        let make = |path: PathBuf| fs::create_dir_all(&path).map_err(|error| ("make", path, error));
        let write = |path: PathBuf, text: &str| fs::write(&path, text).map_err(|error| ("write", path, error));
        make(self.folder.to_path_buf())?;
        make(self.work.join("new"))?;
        make(self.work.join("old"))?;
        write(self.work.join("pid"), &std::process::id().to_string())?;
        write(self.work.join("writes"), &edits.write.len().to_string())?;
        for (at, file) in edits.write.iter().enumerate() {
            write(self.work.join("new").join(at.to_string()), &file.text)?;
        }
        // Complete before the first move: what is listed and was not moved is undone without effect.
        write(self.work.join("journal.part"), &self.paths.join("\n"))?;
        let journal = self.work.join("journal");
        fs::rename(self.work.join("journal.part"), &journal).map_err(|error| ("write", journal, error))
    }

    fn commit(self) -> Result<(), Failure> {
        let moves = Moves { folder: self.folder, work: &self.work };
        for (at, path) in self.paths.iter().enumerate() {
            if let Err(error) = moves.carry_out(at, path, at < self.writes) {
                let undone = (0..=at).rev().try_for_each(|done| moves.undo(done, self.paths[done]));
                if undone.is_ok() {
                    fs::remove_dir_all(&self.work).ok();
                }
                return Err(("replace", self.folder.join(path), error));
            }
        }
        fs::remove_dir_all(&self.work).map_err(|error| ("remove", self.work.clone(), error))?;
        for path in &self.paths[self.writes..] {
            // The folder of a file that is gone goes with its last file; one that is not empty stays.
            if let Some(parent) = Path::new(path).parent().filter(|parent| !parent.as_os_str().is_empty()) {
                fs::remove_dir(self.folder.join(parent)).ok();
            }
        }
        Ok(())
    }
}

struct Moves<'a> {
    folder: &'a Path,
    work: &'a Path,
}

impl Moves<'_> {
    fn old(&self, at: usize) -> PathBuf {
        self.work.join("old").join(at.to_string())
    }

    fn new(&self, at: usize) -> PathBuf {
        self.work.join("new").join(at.to_string())
    }

    fn carry_out(&self, at: usize, path: &str, write: bool) -> io::Result<()> {
        let target = self.folder.join(path);
        if target.exists() {
            fs::rename(&target, self.old(at))?;
        }
        if write {
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::rename(self.new(at), &target)?;
        }
        Ok(())
    }

    fn undo(&self, at: usize, path: &str) -> io::Result<()> {
        let target = self.folder.join(path);
        if self.old(at).exists() {
            return fs::rename(self.old(at), &target);
        }
        // Without an old file, what stands there now is the new one, if its move has happened.
        let was_written = !self.new(at).exists() && self.work.join("new").exists();
        if was_written && target.exists() && !self.is_removal(at) {
            fs::remove_file(&target)?;
            self.remove_empty_folders(&target);
        }
        Ok(())
    }

    /// Tells whether the move at `at` only takes a file away: no such file had been staged when the journal was written.
    fn is_removal(&self, at: usize) -> bool {
        let staged = fs::read_to_string(self.work.join("writes")).ok().and_then(|text| text.parse::<usize>().ok());
        staged.is_some_and(|staged| at >= staged)
    }

    fn remove_empty_folders(&self, target: &Path) {
        for parent in target.ancestors().skip(1).take_while(|parent| *parent != self.folder) {
            if fs::remove_dir(parent).is_err() {
                break;
            }
        }
    }
}
