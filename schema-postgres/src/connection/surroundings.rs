//! What settings are completed from: the environment, files, who runs the program.

use std::path::{Path, PathBuf};

/// What a program finds around it. The process's own is [`Process`]; tests make others.
pub(super) trait Surroundings {
    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<String>;
    /// What the operating system calls the user.
    fn user(&self) -> Option<String>;
    /// The user's folder.
    fn home(&self) -> Option<PathBuf>;
    /// A file's text.
    fn file(&self, path: &Path) -> Found;
    /// Tells whether there is anything at a path.
    fn is_there(&self, path: &Path) -> bool;
}

/// What is found at a path.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// Something that cannot be read, or is no file; why.
    Unreadable(String),
    /// A text that nobody but the user can read.
    Private(String),
    /// A text that others can read as well.
    Open(String),
}

/// What the process that runs finds.
#[derive(Debug)]
pub(super) struct Process;

impl Surroundings for Process {
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn user(&self) -> Option<String> {
        whoami::username().ok()
    }

    fn home(&self) -> Option<PathBuf> {
        std::env::home_dir().filter(|home| !home.as_os_str().is_empty())
    }

    fn file(&self, path: &Path) -> Found {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Found::Nothing,
            Err(error) => return Found::Unreadable(error.to_string()),
        };
        if !metadata.is_file() {
            return Found::Unreadable("it is not a plain file".to_owned());
        }
        match std::fs::read(path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if is_private(&metadata) { Found::Private(text) } else { Found::Open(text) }
            }
            Err(error) => Found::Unreadable(error.to_string()),
        }
    }

    fn is_there(&self, path: &Path) -> bool {
        path.exists()
    }
}

#[cfg(unix)]
fn is_private(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 == 0
}

/// Where a folder's own rights decide, as libpq takes it.
#[cfg(not(unix))]
fn is_private(_: &std::fs::Metadata) -> bool {
    true
}
