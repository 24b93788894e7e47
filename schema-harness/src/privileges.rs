//! PostgreSQL refuses to run as root, so root's clusters are run as somebody else.

use std::path::Path;
use std::process::Command;

use crate::command::run_blocking;
use crate::{Environment, HarnessError};

/// As whom a local cluster is run.
#[derive(Clone, Debug)]
pub(crate) enum RunAs {
    /// The process's own user.
    Oneself,
    /// Another user, through a program that drops root's privileges.
    Other { user: String, uid: u32, gid: u32, prefix: Vec<String> },
}

impl RunAs {
    /// Decides: oneself, or for root the user `postgres`, else `nobody`.
    pub(crate) fn decide(environment: &Environment) -> Result<RunAs, HarnessError> {
        if !is_root() {
            return Ok(RunAs::Oneself);
        }
        let found =
            ["postgres", "nobody"].iter().find_map(|user| Some((*user, id(&["-u", user])?, id(&["-g", user])?)));
        let Some((user, uid, gid)) = found else {
            return Err(HarnessError::message(
                "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to run it as",
            ));
        };
        let program = |name: &str| environment.find_program(name).map(|path| path.display().to_string());
        let prefix = if let Some(setpriv) = program("setpriv") {
            vec![
                setpriv,
                format!("--reuid={uid}"),
                format!("--regid={gid}"),
                "--clear-groups".to_owned(),
                "--".to_owned(),
            ]
        } else if let Some(runuser) = program("runuser") {
            vec![runuser, "-u".to_owned(), user.to_owned(), "--".to_owned()]
        } else {
            return Err(HarnessError::message(
                "PostgreSQL does not run as root, and neither setpriv nor runuser (of util-linux) is on PATH to run it as another user",
            ));
        };
        Ok(RunAs::Other { user: user.to_owned(), uid, gid, prefix })
    }

    /// Prepares a program to run as that user, in a directory that every user may enter.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = match self {
            RunAs::Oneself => Command::new(program),
            RunAs::Other { user, prefix, .. } => {
                let mut command = Command::new(&prefix[0]);
                command.args(&prefix[1..]).arg(program).env("USER", user).env("HOME", "/");
                command
            }
        };
        command.current_dir("/");
        command
    }

    /// Gives a file or directory to that user.
    pub(crate) fn give(&self, path: &Path) -> Result<(), HarnessError> {
        match self {
            RunAs::Oneself => Ok(()),
            RunAs::Other { user, uid, gid, .. } => std::os::unix::fs::chown(path, Some(*uid), Some(*gid))
                .map_err(|error| HarnessError::io(format!("giving {} to {user}", path.display()), error)),
        }
    }
}

/// Tells whether this process is root's.
pub(crate) fn is_root() -> bool {
    id(&["-u"]) == Some(0)
}

fn id(arguments: &[&str]) -> Option<u32> {
    let finished = run_blocking(Command::new("id").args(arguments), "id").ok()?;
    finished.success("id").ok()?.trim().parse().ok()
}
