//! Installs what a bare machine lacks: a container engine, debootstrap, squawk.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::CliResult;
use crate::error::CliError;
use crate::output::say;
use crate::process;
use crate::project::Project;

/// How long the container engine may take to answer after its start.
const ENGINE_START: Duration = Duration::from_secs(60);

/// Installs whatever is not there yet, and says what.
pub(super) fn install(project: &Project) -> CliResult {
    install_engine()?;
    if !runs("python3", &["-c", "import venv, ensurepip"]) {
        apt_install(&["python3-venv"])?;
    }
    install_squawk(project)
}

/// Installs and starts a container engine, and what images are made with, where they are missing.
pub(in crate::commands) fn install_engine() -> CliResult {
    let mut packages = Vec::new();
    if !runs("docker", &["--version"]) {
        packages.push("docker.io");
    }
    if !runs("debootstrap", &["--version"]) {
        packages.push("debootstrap");
    }
    if !packages.is_empty() {
        apt_install(&packages)?;
    }
    start_engine()
}

/// The squawk that [`install`] put into the target folder.
pub(super) fn squawk(project: &Project) -> PathBuf {
    project.target().join("ci-tools/bin/squawk")
}

fn install_squawk(project: &Project) -> CliResult {
    let squawk = squawk(project);
    if squawk.exists() {
        return Ok(());
    }
    let folder = project.target().join("ci-tools");
    say!("installing squawk-cli into {}", folder.display());
    must(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    must(Command::new(folder.join("bin/pip")).args(["install", "--quiet", "squawk-cli"]))
}

fn apt_install(packages: &[&str]) -> CliResult {
    let list = packages.join(" ");
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(CliError::Surroundings(format!("{list} missing, and there is no apt-get to install it with")));
    }
    say!("installing {list}");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        command
    };
    must(&mut apt(&["update", "--quiet"]))?;
    must(apt(&["install", "--quiet", "--yes", "--no-install-recommends"]).args(packages))
}

/// Starts the container engine where it is installed and does not answer.
fn start_engine() -> CliResult {
    if runs("docker", &["version"]) {
        return Ok(());
    }
    say!("starting the container engine");
    // In a process group of its own, so that an interrupt of ours does not end it.
    use std::os::unix::process::CommandExt;
    let mut engine = Command::new("dockerd");
    engine.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    engine.spawn().map_err(|error| process::cannot_run(&engine, &error))?;
    let began = Instant::now();
    let mut pause = Duration::from_millis(100);
    while !runs("docker", &["version"]) {
        if began.elapsed() > ENGINE_START {
            return Err(CliError::Surroundings(format!(
                "the container engine does not answer after {} s\n  help: run dockerd by hand and see what it says",
                ENGINE_START.as_secs()
            )));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_secs(2));
    }
    Ok(())
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn must(command: &mut Command) -> CliResult {
    match process::status(command)? {
        0 => Ok(()),
        code => Err(CliError::Surroundings(format!("{} ended with exit code {code}", command.get_program().display()))),
    }
}
