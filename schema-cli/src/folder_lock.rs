//! Keeps runs out of each other's way: one that writes the generated files is alone with them.
//!
//! The lock is the operating system's, on the folder itself, and ends with the process, however that ends: nothing is
//! left behind that a later run could take for a run that is still at work. Where the file system has no locks, runs
//! are not kept apart.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::CliResult;
use crate::error::CliError;

/// How long another run is waited for; none takes as long unless something is wrong with it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Others may read meanwhile, and none writes.
#[derive(Debug)]
pub(crate) struct ReadLock {
    _file: Option<File>,
}

impl ReadLock {
    /// Locks the folder; there is nothing to lock where there is none.
    pub(crate) fn acquire(folder: &Path) -> CliResult<ReadLock> {
        Ok(ReadLock { _file: acquire(folder, File::try_lock_shared)? })
    }
}

/// Others neither read nor write meanwhile.
#[derive(Debug)]
pub(crate) struct WriteLock {
    folder: PathBuf,
    /// The folders made to have one to lock, outermost first.
    made: Vec<PathBuf>,
    _file: Option<File>,
}

impl WriteLock {
    /// Locks the folder, and makes it first where there is none. `option` is the one that names another folder.
    pub(crate) fn acquire(folder: &Path, option: &str) -> CliResult<WriteLock> {
        if folder.exists() && !folder.is_dir() {
            return Err(CliError::Surroundings(format!(
                "{} is a file, and the generated files need a folder\n  \
                 help: move the file away, or name another folder with `{option} DIR`",
                folder.display()
            )));
        }
        let mut made: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
            .map(Path::to_path_buf)
            .collect();
        made.reverse();
        let mut lock = WriteLock { folder: folder.to_path_buf(), made, _file: None };
        fs::create_dir_all(folder).map_err(|error| {
            let CliError::Surroundings(text) = CliError::io("make", folder, &error) else {
                unreachable!("an error of the file system is one of the surroundings")
            };
            CliError::Surroundings(format!(
                "{text}\n  help: make the folder above it writable, or name another folder with `{option} DIR`"
            ))
        })?;
        lock._file = acquire(folder, File::try_lock)?;
        Ok(lock)
    }

    /// The folder that is locked.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for WriteLock {
    /// Takes away the folders that were made and that nothing was written to.
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

fn acquire(folder: &Path, try_lock: impl Fn(&File) -> Result<(), TryLockError>) -> CliResult<Option<File>> {
    // A folder that cannot be opened is reported, with its path, by whoever reads it.
    let Ok(file) = File::open(folder) else { return Ok(None) };
    let start = Instant::now();
    loop {
        match try_lock(&file) {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(10))
            }
            Err(TryLockError::WouldBlock) => {
                return Err(CliError::Surroundings(format!(
                    "another run of `cargo xtask` is at work in {}\n  help: run this again when it is done",
                    folder.display()
                )));
            }
        }
    }
}
