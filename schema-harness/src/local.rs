//! A server from this machine's binaries: an ephemeral cluster in a temporary directory.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::client::major_of;
use crate::command::{last_lines, run_blocking};
use crate::privileges::RunAs;
use crate::{
    Attempt, Environment, FindOptions, HarnessError, Owner, ServerInfo, ServerKind, connection, fingerprint, settings,
};

/// The names of cluster directories begin with this.
pub(crate) const DIRECTORY_PREFIX: &str = "schema-postgres-";
/// Names the owner inside of a directory, for the sweep.
pub(crate) const OWNER_FILE: &str = "owner.json";
/// Debian and its children install every major side by side here.
const DEBIAN_ROOT: &str = "/usr/lib/postgresql";

/// Finds the directory of a major's programs: on `PATH`, by `pg_config`, or where Debian has them.
pub(crate) fn find_binaries(environment: &Environment, major: u16) -> Result<PathBuf, Vec<Attempt>> {
    let mut attempts = Vec::new();
    let mut consider = |what: &str, directory: Option<PathBuf>| {
        let Some(directory) = directory else {
            attempts.push(Attempt::new(what, "not there"));
            return None;
        };
        match check_binaries(&directory, major) {
            Ok(()) => Some(directory),
            Err(reason) => {
                attempts.push(Attempt::new(format!("{what} ({})", directory.display()), reason));
                None
            }
        }
    };
    let on_path = environment.find_program("postgres").and_then(|program| Some(program.parent()?.to_owned()));
    let by_pg_config = || {
        let program = environment.find_program("pg_config")?;
        let bin_dir =
            run_blocking(Command::new(program).arg("--bindir"), "pg_config").ok()?.success("pg_config").ok()?;
        Some(PathBuf::from(bin_dir.trim()))
    };
    let by_debian = Path::new(DEBIAN_ROOT).join(major.to_string()).join("bin");
    consider("postgres on PATH", on_path)
        .or_else(|| consider("pg_config --bindir", by_pg_config()))
        .or_else(|| consider("Debian's binaries", by_debian.is_dir().then(|| by_debian.clone())))
        .ok_or(attempts)
}

/// Refuses a directory that lacks a program, or holds another major.
fn check_binaries(directory: &Path, major: u16) -> Result<(), String> {
    for program in ["postgres", "initdb", "pg_ctl", "psql", "pg_dump"] {
        if !directory.join(program).is_file() {
            return Err(format!("{program} is not there"));
        }
    }
    let version = run_blocking(Command::new(directory.join("postgres")).arg("--version"), "postgres");
    let version = version.and_then(|finished| finished.success("postgres")).map_err(|error| error.to_string())?;
    match major_of(&version) {
        Some(found) if found == major => Ok(()),
        Some(found) => Err(format!("it is PostgreSQL {found}")),
        None => Err(format!("`postgres --version` says `{}`, which names no version", version.trim())),
    }
}

/// Creates a cluster and starts it.
pub(crate) async fn start(bin_dir: &Path, options: &FindOptions) -> Result<ServerInfo, HarnessError> {
    let run_as = RunAs::decide(&options.environment)?;
    let owner = Owner::of_this_process();
    let name = format!("{DIRECTORY_PREFIX}{}-{:08x}", options.major, fingerprint::random() as u32);
    let directory = std::env::temp_dir().join(name);
    let doing = || format!("preparing {}", directory.display());
    std::fs::create_dir(&directory).map_err(|error| HarnessError::io(doing(), error))?;
    let mut cluster = Cluster { directory: directory.clone(), bin_dir: bin_dir.to_owned(), is_armed: true };

    // The owner first: whatever else is in the directory, the sweep knows whose it is.
    if !options.keep {
        let json = serde_json::to_string(&owner).expect("an owner is plain data");
        std::fs::write(directory.join(OWNER_FILE), json).map_err(|error| HarnessError::io(doing(), error))?;
    }
    run_as.give(&directory)?;

    let password = format!("{:016x}", fingerprint::random());
    let password_file = directory.join("password");
    std::fs::write(&password_file, format!("{password}\n")).map_err(|error| HarnessError::io(doing(), error))?;
    std::fs::set_permissions(&password_file, std::fs::Permissions::from_mode(0o600))
        .map_err(|error| HarnessError::io(doing(), error))?;
    run_as.give(&password_file)?;

    let data_dir = directory.join("data");
    let mut initdb = run_as.command(&bin_dir.join("initdb"));
    // In the clear, because it does not leave this machine: hashing takes longer than cloning a database (see container.rs).
    initdb.args(settings::INITDB_ARGUMENTS).args(["--username=postgres", "--auth=password"]);
    initdb.arg("--pwfile").arg(&password_file).arg("--pgdata").arg(&data_dir);
    run_blocking(&mut initdb, "initdb")?.success("initdb")?;
    let _ = std::fs::remove_file(&password_file);

    let mut last_error = None;
    // Somebody else may take the port between our look and the server's bind.
    for _ in 0..3 {
        let port = free_port()?;
        write_settings(&data_dir, &directory, port, options)?;
        let log = directory.join("server.log");
        let mut pg_ctl = run_as.command(&bin_dir.join("pg_ctl"));
        pg_ctl
            .arg("start")
            .arg("--wait")
            .args(["--timeout", "60", "--silent"])
            .arg("--pgdata")
            .arg(&data_dir)
            .arg("--log")
            .arg(&log);
        // The server lives on after pg_ctl and would hold our pipes open, so nothing of it is captured: the log file has it all.
        pg_ctl
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .stdin(std::process::Stdio::null());
        let status = pg_ctl.status().map_err(|error| HarnessError::io("starting pg_ctl", error))?;
        if status.success() {
            let url = format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres");
            let client = connection::connect(&url, None).await?;
            let (major, version) = connection::server_version(&client).await?;
            connection::keep_password_cheaply(&url, &password, major).await?;
            cluster.is_armed = false;
            return Ok(ServerInfo {
                major,
                version,
                kind: ServerKind::Local,
                url,
                container: None,
                image: None,
                bin_dir: Some(bin_dir.to_owned()),
                pid: postmaster(&data_dir),
                sockets: None,
                by_tcp: None,
                data_dir: Some(data_dir),
                owner: (!options.keep).then_some(owner),
            });
        }
        let words = last_lines(&std::fs::read_to_string(&log).unwrap_or_default(), 12);
        last_error = Some(HarnessError::Program {
            program: "pg_ctl start".to_owned(),
            status: status.to_string(),
            output: words,
        });
    }
    Err(last_error.expect("three attempts were made"))
}

fn free_port() -> Result<u16, HarnessError> {
    let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(address.map_err(|error| HarnessError::io("looking for a free port", error))?.port())
}

/// Writes the settings into a file that PostgreSQL reads last.
fn write_settings(data_dir: &Path, socket_dir: &Path, port: u16, options: &FindOptions) -> Result<(), HarnessError> {
    let mut text = "# Written by schema-harness.\n".to_owned();
    let place = [
        ("listen_addresses".to_owned(), "127.0.0.1".to_owned()),
        ("port".to_owned(), port.to_string()),
        ("unix_socket_directories".to_owned(), socket_dir.display().to_string()),
    ];
    for (name, value) in place.iter().chain(&settings::joined(&options.settings)) {
        text.push_str(&format!("{name} = '{}'\n", value.replace('\'', "''")));
    }
    let file = data_dir.join("postgresql.auto.conf");
    std::fs::write(&file, text).map_err(|error| HarnessError::io(format!("writing {}", file.display()), error))
}

/// Removes a cluster that was being started when the future was dropped or failed.
struct Cluster {
    directory: PathBuf,
    bin_dir: PathBuf,
    is_armed: bool,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.is_armed
            && let Err(error) = remove(&self.directory, Some(&self.bin_dir))
        {
            eprintln!("a cluster that did not start could not be removed: {error}");
        }
    }
}

/// Reads the postmaster's process number.
pub(crate) fn postmaster(data_dir: &Path) -> Option<u32> {
    std::fs::read_to_string(data_dir.join("postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
}

/// Stops a cluster at once, and removes its directory.
pub(crate) fn remove(directory: &Path, bin_dir: Option<&Path>) -> Result<(), HarnessError> {
    let data_dir = directory.join("data");
    if postmaster(&data_dir).is_some() {
        let run_as = RunAs::decide(&Environment::of_process())?;
        let known = bin_dir.map(Path::to_owned).or_else(|| binaries_of(&data_dir));
        let pg_ctl = known.map_or_else(|| PathBuf::from("pg_ctl"), |bin_dir| bin_dir.join("pg_ctl"));
        let mut stop = run_as.command(&pg_ctl);
        stop.arg("stop")
            .args(["--mode", "immediate", "--wait", "--timeout", "20", "--silent"])
            .arg("--pgdata")
            .arg(&data_dir);
        let finished = run_blocking(&mut stop, "pg_ctl")?;
        // The postmaster may have died before; then its process file is stale, and pg_ctl says so.
        if !finished.status.success() && postmaster(&data_dir).is_some_and(is_alive) {
            return finished.success("pg_ctl stop").map(|_| ());
        }
    }
    match std::fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(HarnessError::io(format!("removing {}", directory.display()), error))
        }
        _ => Ok(()),
    }
}

/// Finds the programs that made a cluster: its options file begins with the full path of its server.
fn binaries_of(data_dir: &Path) -> Option<PathBuf> {
    let options = std::fs::read_to_string(data_dir.join("postmaster.opts")).ok()?;
    Some(Path::new(options.split_whitespace().next()?).parent()?.to_owned())
}

fn is_alive(pid: u32) -> bool {
    let finished = run_blocking(Command::new("ps").args(["-p", &pid.to_string()]), "ps");
    finished.is_ok_and(|finished| finished.status.success())
}
