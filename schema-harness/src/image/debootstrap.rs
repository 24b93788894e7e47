//! debootstrap: a Debian release's packages in a directory, their signatures checked.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::process::Command;

use super::run_lines;
use crate::command::run_blocking;
use crate::environment::DEBIAN_MIRROR;
use crate::privileges::is_root;
use crate::{Environment, HarnessError};

/// The script that all newer releases share; a release that is younger than the installed debootstrap has none of its own.
const SCRIPT: &str = "/usr/share/debootstrap/scripts/sid";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// A debootstrap that can be run.
pub(super) struct Debootstrap {
    program: PathBuf,
}

/// The programs of administration are not on every user's path.
pub(super) fn system_path() -> String {
    let path = std::env::var("PATH").unwrap_or_default();
    format!("/usr/local/sbin:/usr/sbin:/sbin:{path}:/usr/local/bin:/usr/bin:/bin")
}

/// Finds debootstrap and Debian's keys, and installs what is missing where apt can.
pub(super) async fn find(environment: &Environment, say: &dyn Fn(&str)) -> Result<Debootstrap, HarnessError> {
    if !is_root() {
        return Err(HarnessError::message(
            "debootstrap needs root; run this command as root once, and the image stays in the engine for all users",
        ));
    }
    let system = Environment::default().with("PATH", &system_path());
    let is_complete = || system.find_program("debootstrap").is_some() && Path::new(KEYRING).is_file();
    if !is_complete() {
        if environment.find_program("apt-get").is_none() {
            return Err(HarnessError::message(
                "debootstrap or Debian's keyring is missing, and there is no apt-get to install them with; install both",
            ));
        }
        say("installing debootstrap and Debian's keyring");
        apt_get(&["update"]).await?;
        apt_get(&["install", "--yes", "--no-install-recommends", "debootstrap", "debian-archive-keyring"]).await?;
    }
    match system.find_program("debootstrap") {
        Some(program) if is_complete() => Ok(Debootstrap { program }),
        _ => Err(HarnessError::message(format!("debootstrap was installed, but it or {KEYRING} is still missing"))),
    }
}

async fn apt_get(arguments: &[&str]) -> Result<(), HarnessError> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").env("PATH", system_path());
    run_lines(&mut command, &format!("apt-get {}", arguments.join(" ")), &|_| {}).await
}

impl Debootstrap {
    /// Fills `root` with a release's smallest system and the packages.
    pub(super) async fn run(
        &self,
        suite: &str,
        root: &Path,
        packages: &[String],
        environment: &Environment,
        say: &dyn Fn(&str),
    ) -> Result<(), HarnessError> {
        let mirror = environment.get(DEBIAN_MIRROR).map(str::to_owned).or_else(mirror_of_apt);
        match &mirror {
            Some(mirror) => say(&format!("installing {} of Debian {suite} from {mirror}", packages.join(" and "))),
            None => say(&format!("installing {} of Debian {suite}", packages.join(" and "))),
        }
        let Err(error) = self.run_once(suite, root, packages, mirror.as_deref(), say).await else { return Ok(()) };
        let text = error.to_string();
        // A release is signed with keys that an old keyring does not know; apt brings the new ones, itself checked with known keys.
        if !(text.contains("unknown key") || text.contains("Invalid Release signature") || text.contains("NO_PUBKEY")) {
            return Err(error);
        }
        say("the release is signed with a key this machine does not know; upgrading Debian's keyring");
        apt_get(&["update"]).await?;
        apt_get(&["install", "--yes", "--no-install-recommends", "debian-archive-keyring"]).await?;
        super::remove_directory(root)?;
        self.run_once(suite, root, packages, mirror.as_deref(), say).await
    }

    async fn run_once(
        &self,
        suite: &str,
        root: &Path,
        packages: &[String],
        mirror: Option<&str>,
        say: &dyn Fn(&str),
    ) -> Result<(), HarnessError> {
        let mut command = Command::new(&self.program);
        // Without --force-check-gpg a missing keyring is only a warning.
        command.args(["--variant=minbase", "--force-check-gpg"]).arg(format!("--keyring={KEYRING}"));
        command.arg(format!("--include={}", packages.join(","))).arg(suite).arg(root);
        // An empty mirror is debootstrap's own.
        command.arg(mirror.unwrap_or_default()).arg(SCRIPT);
        command.env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C").env("PATH", system_path());
        let throttle = Throttle::default();
        run_lines(&mut command, "debootstrap", &|line| {
            if let Some(line) = throttle.let_through(line) {
                say(line);
            }
        })
        .await
    }
}

/// Asks apt for the mirror this machine uses; none on a machine that is not Debian's.
fn mirror_of_apt() -> Option<String> {
    let mut command = std::process::Command::new("apt-get");
    command.args([
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Identifier: Packages",
        "Origin: Debian",
        "Label: Debian",
    ]);
    let listed = run_blocking(&mut command, "apt-get indextargets").ok()?.success("apt-get indextargets").ok()?;
    listed
        .lines()
        .map(str::trim)
        .find(|uri| uri.starts_with("http://") || uri.starts_with("https://"))
        .map(str::to_owned)
}

/// Lets through the first line of each kind of work, and then one in a while.
#[derive(Default)]
struct Throttle {
    last: RefCell<Option<(String, Instant)>>,
}

impl Throttle {
    fn let_through<'line>(&self, line: &'line str) -> Option<&'line str> {
        let line = line.strip_prefix("I: ")?;
        let work = line.split(' ').next().unwrap_or_default();
        let mut last = self.last.borrow_mut();
        let is_news = last.as_ref().is_none_or(|(_, said)| said.elapsed() >= Duration::from_secs(3));
        // Retrieving and validating alternate, a package at a time.
        let is_new_work =
            last.as_ref().is_none_or(|(last, _)| last != work) && !matches!(work, "Retrieving" | "Validating");
        if !is_news && !is_new_work {
            return None;
        }
        *last = Some((work.to_owned(), Instant::now()));
        Some(line)
    }
}
