//! A folder that a command fills.

use std::path::Path;

use crate::CliResult;
use crate::error::CliError;

/// Refuses a folder in which something is.
pub(super) fn require_empty(folder: &Path) -> CliResult {
    let mut entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(CliError::io("read", folder, &error)),
    };
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(CliError::Usage(format!(
            "{} is not empty\n  help: name a folder that is not there yet",
            folder.display()
        ))),
    }
}
