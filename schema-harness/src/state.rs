//! The state file: the servers that stay after the command that started them, as JSON.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::environment::SERVERS_FILE;
use crate::{Environment, HarnessError, ServerInfo};

/// The file's name inside the workspace's target directory.
pub const FILE_NAME: &str = "schema-servers.json";

/// Finds the state file: `SCHEMA_TEST_SERVERS_FILE`, else `target/schema-servers.json` in the package's directory or one above it.
pub fn find(environment: &Environment) -> Option<PathBuf> {
    if let Some(path) = environment.get(SERVERS_FILE) {
        return Some(PathBuf::from(path));
    }
    if let Some(target) = environment.get("CARGO_TARGET_DIR") {
        let candidate = Path::new(target).join(FILE_NAME);
        if candidate.is_file() {
            return Some(candidate);
        }
    }
    let package = environment.get("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let start = package.or_else(|| environment.current_dir().cloned())?;
    start.ancestors().map(|directory| directory.join("target").join(FILE_NAME)).find(|candidate| candidate.is_file())
}

/// Reads the servers of a state file; a file that is not there lists none.
pub fn read(path: &Path) -> Result<Vec<ServerInfo>, HarnessError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(HarnessError::io(format!("reading {}", path.display()), error)),
    };
    serde_json::from_str(&text).map_err(|error| {
        HarnessError::message(format!(
            "{} is not a list of servers ({error}); delete it and start the servers again",
            path.display()
        ))
    })
}

/// Adds a server, in place of an entry for the same one.
pub fn add(path: &Path, info: &ServerInfo) -> Result<(), HarnessError> {
    change(path, |servers| {
        servers.retain(|other| !is_same(other, info));
        servers.push(info.clone());
    })
}

/// Takes a server out of the list.
pub fn remove(path: &Path, info: &ServerInfo) -> Result<(), HarnessError> {
    change(path, |servers| servers.retain(|other| !is_same(other, info)))
}

fn is_same(one: &ServerInfo, other: &ServerInfo) -> bool {
    one.kind == other.kind && one.container == other.container && one.data_dir == other.data_dir && one.url == other.url
}

/// Reads, changes and replaces the file, one process at a time.
fn change(path: &Path, edit: impl FnOnce(&mut Vec<ServerInfo>)) -> Result<(), HarnessError> {
    let doing = || format!("writing {}", path.display());
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory).map_err(|error| HarnessError::io(doing(), error))?;
    }
    let _lock = lock(&path.with_extension("lock"))?;
    let mut servers = read(path)?;
    edit(&mut servers);
    let json = serde_json::to_string_pretty(&servers).expect("a list of servers is plain data") + "\n";
    let temporary = path.with_extension(format!("{}.new", std::process::id()));
    let written = private_file(&temporary)
        .and_then(|mut file| file.write_all(json.as_bytes()))
        .and_then(|()| std::fs::rename(&temporary, path));
    written.map_err(|error| HarnessError::io(doing(), error))
}

/// The file holds passwords, so only its owner may read it.
fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Locks a file until the handle is dropped; the system unlocks it for a process that dies.
fn lock(path: &Path) -> Result<std::fs::File, HarnessError> {
    let doing = || format!("locking {}", path.display());
    let file = private_file(path).map_err(|error| HarnessError::io(doing(), error))?;
    let deadline = Instant::now() + Duration::from_secs(10);
    let mut pause = Duration::from_millis(5);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(std::fs::TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(200));
            }
            Err(std::fs::TryLockError::WouldBlock) => {
                return Err(HarnessError::message(format!(
                    "{} has been locked by another process for 10 seconds",
                    path.display()
                )));
            }
            Err(std::fs::TryLockError::Error(error)) => return Err(HarnessError::io(doing(), error)),
        }
    }
}
