//! `cargo xtask release`: from now on no migration that is there is rewritten.

use schema_core::layout::{Release, Sums};

use crate::CliResult;
use crate::generated::Generated;
use crate::project::Project;
use crate::replace::{self, Edits};

/// Runs the command.
pub(crate) fn run(project: &Project) -> CliResult {
    replace::recover(&project.generated)?;
    let generated = Generated::read(&project.generated)?;
    generated.require_intact(None)?;
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
        println!("every migration is released already; nothing was written");
        return Ok(());
    }
    replace::apply(&project.generated, &Edits { write: vec![sums.write()], remove: Vec::new() })?;
    println!("released {}", names.join(", "));
    Ok(())
}
