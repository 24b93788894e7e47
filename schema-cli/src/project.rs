//! Where the project stands.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::CliResult;
use crate::error::CliError;
use crate::process;

/// The folders that commands work in.
#[derive(Debug)]
pub(crate) struct Project {
    /// The workspace's root.
    pub(crate) root: PathBuf,
    /// The folder of generated files.
    pub(crate) generated: PathBuf,
    /// The xtask's own Cargo.toml, for running cargo on it again.
    pub(crate) xtask_manifest: PathBuf,
    target: OnceLock<PathBuf>,
}

impl Project {
    /// Finds the project from what cargo tells a program it runs, or else from the working directory.
    pub(crate) fn find(generated: Option<&PathBuf>) -> CliResult<Project> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir()
                .map_err(|error| CliError::Surroundings(format!("there is no working directory: {error}")))?,
        };
        let manifest = |folder: &&Path| folder.join("Cargo.toml").is_file();
        // As cargo finds it: the nearest manifest above that declares a workspace, else the package's own.
        let is_workspace = |folder: &&Path| {
            std::fs::read_to_string(folder.join("Cargo.toml"))
                .is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with("[workspace")))
        };
        let mut packages = start.ancestors().filter(manifest);
        let root =
            start.ancestors().filter(manifest).find(is_workspace).or_else(|| packages.next()).ok_or_else(|| {
                CliError::Surroundings(format!(
                    "no Cargo.toml in {} or above it\n  help: run `cargo xtask` inside the project",
                    start.display()
                ))
            })?;
        let root = root.to_path_buf();
        let generated = generated.cloned().unwrap_or_else(|| root.join("generated"));
        Ok(Project { xtask_manifest: start.join("Cargo.toml"), root, generated, target: OnceLock::new() })
    }

    /// Names a path as somebody in the working directory would: a command that holds it can be pasted.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let below = path.strip_prefix(&here).ok().filter(|below| !below.as_os_str().is_empty());
        below.unwrap_or(path).display().to_string()
    }

    /// The folder that cargo builds in: by the environment, or by cargo's configuration.
    pub(crate) fn target(&self) -> PathBuf {
        let asked = || {
            let mut command = process::cargo();
            command
                .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
                .arg(&self.xtask_manifest);
            let output = command.output().ok()?;
            let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
            Some(PathBuf::from(metadata.get("target_directory")?.as_str()?))
        };
        self.target.get_or_init(|| asked().unwrap_or_else(|| self.root.join("target"))).clone()
    }
}
