//! The Unix sockets of servers in containers: by TCP, an engine's proxy hands each byte on.

use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::local::OWNER_FILE;
use crate::{HarnessError, Owner, connection, fingerprint};

/// The names of these directories begin with this.
pub(crate) const DIRECTORY_PREFIX: &str = "schema-sockets-";
/// Where a server has the inner directory.
pub(crate) const MOUNT: &str = "/schema-harness-sockets";
/// What a socket's path has room for, without the NUL at its end.
const MAX_PATH: usize = 107;

/// A directory on this machine that a container shares. Nobody else can look into it: its sockets ask for no password.
///
/// Dropping it removes it, unless it was [kept](Sockets::keep).
#[derive(Debug)]
pub(crate) struct Sockets {
    directory: PathBuf,
    is_armed: bool,
}

impl Sockets {
    /// Makes one, for a server that this process removes.
    pub(crate) fn create(owner: &Owner) -> Result<Sockets, HarnessError> {
        let directory = std::env::temp_dir().join(format!("{DIRECTORY_PREFIX}{:016x}", fingerprint::random()));
        let doing = |error| HarnessError::io("preparing a directory for a socket", error);
        std::fs::DirBuilder::new().mode(0o700).create(&directory).map_err(doing)?;
        let sockets = Sockets { directory, is_armed: true };
        if sockets.directory.to_str().is_none() || !sockets.directory.is_absolute() {
            return Err(HarnessError::message("the temporary directory's path cannot stand in a URL"));
        }
        if sockets.inner().join(".s.PGSQL.5432").as_os_str().len() > MAX_PATH {
            return Err(HarnessError::message("the temporary directory's path is too long for a socket"));
        }
        let owner = serde_json::to_string(owner).expect("an owner is plain data");
        std::fs::write(sockets.directory.join(OWNER_FILE), owner).map_err(doing)?;
        let permit = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
        std::fs::create_dir(sockets.inner()).map_err(doing)?;
        // The server runs as somebody else, who sees this directory alone.
        permit(&sockets.inner(), 0o777).map_err(doing)?;
        Ok(sockets)
    }

    /// The directory that the container shares.
    pub(crate) fn inner(&self) -> PathBuf {
        self.directory.join("s")
    }

    /// The directory in a URL, where the host stands.
    pub(crate) fn host(&self) -> String {
        connection::percent_encoded(&self.inner().to_string_lossy())
    }

    /// Leaves the directory to whoever removes the server.
    pub(crate) fn keep(mut self) -> PathBuf {
        self.is_armed = false;
        std::mem::take(&mut self.directory)
    }
}

impl Drop for Sockets {
    fn drop(&mut self) {
        if self.is_armed
            && let Err(error) = remove(&self.directory)
        {
            eprintln!("{error}");
        }
    }
}

/// Removes a directory that [`Sockets::create`] has made; one that is gone is no error.
pub(crate) fn remove(directory: &Path) -> Result<(), HarnessError> {
    let name = directory.file_name().unwrap_or_default().to_string_lossy();
    if !name.starts_with(DIRECTORY_PREFIX) {
        return Err(HarnessError::message(format!("{} is no directory of ours", directory.display())));
    }
    match std::fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(HarnessError::io(format!("removing {}", directory.display()), error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_maker_looks_into_a_directory_and_it_goes_with_its_handle() {
        let sockets = Sockets::create(&Owner::of_this_process()).unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&sockets.directory), mode(&sockets.inner())), (0o700, 0o777));
        assert!(!sockets.host().contains(['/', '@', ':']), "{}", sockets.host());
        let directory = sockets.directory.clone();
        drop(sockets);
        assert!(!directory.exists());
        remove(&directory).unwrap();
        assert!(remove(Path::new("/home")).is_err());
    }
}
