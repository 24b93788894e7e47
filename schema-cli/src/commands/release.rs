//! `cargo xtask release`: from now on no migration that is there is rewritten.

use schema_core::layout::{Release, Sums};

use crate::CliResult;
use crate::error::CliError;
use crate::folder_lock::WriteLock;
use crate::generated::Generated;
use crate::output::say;
use crate::project::Project;
use crate::replace::{self, Edits};

/// Runs the command.
pub(crate) fn run(project: &Project) -> CliResult {
    let lock = WriteLock::acquire(&project.generated, "--generated")?;
    replace::recover(&lock)?;
    let generated = Generated::read(project)?;
    generated.require_intact()?;
    if generated.sums.folders.is_empty() {
        return Err(CliError::Usage(
            "there is no migration to release\n  help: `cargo xtask gen --name ...` writes the first".to_owned(),
        ));
    }
    let mut sums = Sums::default();
    let mut names = Vec::new();
    for mut folder in generated.sums.folders.clone() {
        if folder.release == Release::Unreleased {
            names.push(folder.name.to_string());
            folder.release = Release::Released;
        }
        sums.folders.push(folder);
    }
    if names.is_empty() {
        say!("every migration is released already; nothing was written");
        return Ok(());
    }
    replace::apply(&lock, &Edits { write: vec![sums.write()], remove: Vec::new() })?;
    say!("released {}", names.join(", "));
    Ok(())
}
