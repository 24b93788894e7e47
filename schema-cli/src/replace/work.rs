//! The work folder, and what is done by way of it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::journal::{self, Move};
use super::{Edits, Failure, WORK_FOLDER};

/// The work folder of a folder: `new/` and `old/` with numbered files, and `journal`.
pub(super) struct Work<'a> {
    folder: &'a Path,
    work: PathBuf,
}

impl<'a> Work<'a> {
    pub(super) fn below(folder: &'a Path) -> Work<'a> {
        Work { folder, work: folder.join(WORK_FOLDER) }
    }

    /// Writes all new texts and the journal; nothing is in place yet.
    pub(super) fn stage(&self, edits: &Edits) -> Result<Vec<Move>, Failure> {
        let moves = self.moves(edits)?;
        let make = |path: PathBuf| fs::create_dir_all(&path).map_err(|error| ("make", path, error));
        let write = |path: PathBuf, text: &str| fs::write(&path, text).map_err(|error| ("write", path, error));
        make(self.work.join("new"))?;
        make(self.work.join("old"))?;
        let write_every_second = |first: usize| {
            let mut files = edits.write.iter().enumerate().skip(first).step_by(2);
            files.try_for_each(|(at, file)| write(self.new_file(at), &file.text))
        };
        // Most of the time goes into copying: two processors copy twice as much.
        std::thread::scope(|scope| {
            let odd = scope.spawn(|| write_every_second(1));
            let even = write_every_second(0);
            even.and(odd.join().expect("writing files does not panic"))
        })?;
        // Complete from the moment that it has its name.
        let part = self.work.join("journal.part");
        write(part.clone(), &journal::write(&moves))?;
        fs::rename(part, self.journal_file()).map_err(|error| ("write", self.journal_file(), error))?;
        Ok(moves)
    }

    /// Carries out the moves, up to the first that fails.
    pub(super) fn carry_out(&self, moves: &[Move]) -> Result<(), Failure> {
        moves.iter().try_for_each(|one| match one {
            Move::MakeFolder { path } => {
                let target = self.folder.join(path);
                fs::create_dir(&target).map_err(|error| ("make", target, error))
            }
            Move::TakeAway { at, path } => {
                let target = self.folder.join(path);
                fs::rename(&target, self.old_file(*at)).map_err(|error| ("replace", target, error))
            }
            Move::PutIn { at, path } => {
                let target = self.folder.join(path);
                // A rename would replace in silence what has come to be there since the journal was written.
                let renamed = if is_there(&target) {
                    Err(io::Error::from(io::ErrorKind::AlreadyExists))
                } else {
                    fs::rename(self.new_file(*at), &target)
                };
                renamed.map_err(|error| ("write", target, error))
            }
            Move::RemoveFolder { path } => {
                // One that somebody keeps other files in stays.
                fs::remove_dir(self.folder.join(path)).ok();
                Ok(())
            }
        })
    }

    /// Undoes the moves from the last to the first; each that has not happened, or is undone already, is left alone, so
    /// that this may itself be ended half-way and done again.
    pub(super) fn undo(&self, moves: &[Move]) -> Result<(), Failure> {
        moves.iter().rev().try_for_each(|one| match one {
            Move::MakeFolder { path } => {
                // One that somebody has put another file in meanwhile stays.
                fs::remove_dir(self.folder.join(path)).ok();
                Ok(())
            }
            Move::TakeAway { at, path } => self.move_back(&self.old_file(*at), &self.folder.join(path)),
            Move::PutIn { at, .. } if is_there(&self.new_file(*at)) => Ok(()),
            Move::PutIn { at, path } => self.move_back(&self.folder.join(path), &self.new_file(*at)),
            Move::RemoveFolder { path } => {
                let target = self.folder.join(path);
                fs::create_dir_all(&target).map_err(|error| ("make", target, error))
            }
        })
    }

    fn move_back(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        if !is_there(from) {
            return Ok(());
        }
        fs::rename(from, to).map_err(|error| ("put back", to.to_path_buf(), error))
    }

    /// Ends the journal: what is in place now is what counts.
    pub(super) fn commit(&self) -> Result<(), Failure> {
        fs::remove_file(self.journal_file()).map_err(|error| ("remove", self.journal_file(), error))
    }

    /// Reads the journal of a run that has not come to its end.
    pub(super) fn journal(&self) -> Result<Option<Vec<Move>>, Failure> {
        let path = self.journal_file();
        match fs::read_to_string(&path) {
            Ok(text) => match journal::read(&text) {
                Some(moves) => Ok(Some(moves)),
                None => Err(("read", path, io::Error::other("it is damaged"))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(("read", path, error)),
        }
    }

    pub(super) fn has_journal(&self) -> bool {
        is_there(&self.journal_file())
    }

    /// Removes the work folder. Without a journal it means nothing: if it cannot be removed, it is the next time.
    pub(super) fn discard(&self) {
        fs::remove_dir_all(&self.work).ok();
    }

    /// Lists the moves that the edits come to on the files that are there.
    fn moves(&self, edits: &Edits) -> Result<Vec<Move>, Failure> {
        let mut moves = Vec::new();
        let mut made: BTreeSet<&str> = BTreeSet::new();
        for (at, file) in edits.write.iter().enumerate() {
            for above in folders_above(&file.path).into_iter().rev() {
                if !is_there(&self.folder.join(above)) && made.insert(above) {
                    moves.push(Move::MakeFolder { path: above.to_owned() });
                }
            }
            if self.is_file(&file.path)? {
                moves.push(Move::TakeAway { at, path: file.path.clone() });
            }
            moves.push(Move::PutIn { at, path: file.path.clone() });
        }
        let mut emptied: BTreeSet<&str> = BTreeSet::new();
        for (at, path) in edits.remove.iter().enumerate() {
            if self.is_file(path)? {
                moves.push(Move::TakeAway { at: edits.write.len() + at, path: path.clone() });
                emptied.extend(folders_above(path));
            }
        }
        // In descending order a folder comes before the one that it is in.
        moves.extend(emptied.into_iter().rev().map(|path| Move::RemoveFolder { path: path.to_owned() }));
        Ok(moves)
    }

    /// Tells whether a file is there; a folder is never replaced by a file.
    fn is_file(&self, path: &str) -> Result<bool, Failure> {
        let target = self.folder.join(path);
        match fs::symlink_metadata(&target) {
            Ok(metadata) if metadata.is_dir() => Err(("write", target, io::ErrorKind::IsADirectory.into())),
            Ok(_) => Ok(true),
            Err(_) => Ok(false),
        }
    }

    fn new_file(&self, at: usize) -> PathBuf {
        self.work.join("new").join(at.to_string())
    }

    fn old_file(&self, at: usize) -> PathBuf {
        self.work.join("old").join(at.to_string())
    }

    fn journal_file(&self) -> PathBuf {
        self.work.join("journal")
    }
}

/// The folders of a path, innermost first: `a/b` and `a` of `a/b/c`.
fn folders_above(path: &str) -> Vec<&str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at]).collect()
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
