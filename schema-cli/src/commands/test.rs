//! `cargo xtask test`: the whole suite, with servers of its own.
//!
//! All packages are tested once, on the newest major; what uses a server is tested once for each other one. What each
//! major would say in the same way, such as how good the tests are, is tried on the newest one alone.
//!
//! The majors are tested at the same time: tests wait for their server much of the time, and the longest of one major
//! would leave the machine idle.

use std::cmp::Reverse;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Instant;

use clap::ArgMatches;
use schema_harness::{MAJOR_PLACE_VARIABLE, MajorPlace};
use serde_json::Value;

use super::ci;
use super::servers::{block_on, majors, start};
use crate::CliResult;
use crate::error::CliError;
use crate::output::{say, say_error};
use crate::process;
use crate::project::Project;
use crate::snapshots;

/// The package whose users need a server; also the key of what they say of their tests.
const HARNESS: &str = "schema-harness";

/// Runs the command.
pub(crate) fn run(project: &Project, matches: &ArgMatches) -> CliResult {
    let majors = majors(matches);
    let filters: Vec<String> = matches.get_many::<String>("filter").into_iter().flatten().cloned().collect();
    let run = Run { project, accept: matches.get_flag("accept"), filters };
    let began = Instant::now();
    prepare_containers();
    let references = snapshots::References::begin(project)?;
    let outcome = block_on(async {
        tokio::select! {
            outcome = run.all(&majors, &references) => outcome,
            _ = tokio::signal::ctrl_c() => Err(CliError::Passed(130)),
        }
    });
    outcome?;
    let is_whole = run.filters.is_empty() && majors.len() == crate::arguments::CERTIFIED_MAJORS.len();
    if is_whole {
        references.finish(project, run.accept)?;
    }
    let names: Vec<String> = majors.iter().map(u16::to_string).collect();
    say!("all tests passed on PostgreSQL {} in {:.0} s", names.join(", "), began.elapsed().as_secs_f64());
    Ok(())
}

/// On a bare machine there is no container engine: it is installed where that is possible. Where it is not, the search
/// for a server goes on without, and says what it has tried.
fn prepare_containers() {
    let given = |name: &str| std::env::var(name).unwrap_or_default();
    if !given("TEST_DATABASE_URL").is_empty() || matches!(&*given("SCHEMA_TEST_SERVER"), "local" | "url") {
        return;
    }
    let is_there = std::process::Command::new("docker")
        .arg("version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !is_there && let Err(CliError::Surroundings(reason)) = ci::setup::install_engine() {
        say_error!("note: no container engine: {reason}");
    }
}

struct Run<'a> {
    project: &'a Project,
    accept: bool,
    filters: Vec<String>,
}

impl Run<'_> {
    async fn all(&self, majors: &[u16], references: &snapshots::References) -> CliResult {
        // Servers start while cargo compiles; both at once keep the machine busy.
        let workspace = ["--workspace".to_owned()];
        let build = self.build(&workspace, references);
        let (servers, built) = tokio::join!(start(majors, false), build);
        let mut servers = servers?;
        built?;
        let of_each_major = tests_of_each_major(self.project)?;
        let found: Vec<u16> = servers.iter().map(|server| server.info().major).collect();
        let mut tests = Vec::new();
        let mut failure = None;
        let mut newest_first: Vec<_> = servers.iter().collect();
        newest_first.sort_by_key(|server| Reverse(server.info().major));
        for (at, server) in newest_first.into_iter().enumerate() {
            if at > 0 && of_each_major.is_empty() {
                break;
            }
            let packages = if at == 0 { &workspace[..] } else { &of_each_major };
            let environment = server.attach_variables().to_vec();
            let place = MajorPlace::among(&found, server.info().major);
            let what = if at == 0 { "all packages" } else { "tests that use a server" };
            let title = format!("{what}, PostgreSQL {} ({})", server.info().version, server.info().kind);
            // The first one's output is seen as it comes, that of the others once it is whole. New snapshots are taken one
            // major after the other: all write the same files.
            let output = (at > 0 && !self.accept).then(|| self.output_of(server.info().major));
            let test = self.begin(title, packages, environment, (place, found.len()), references, output)?;
            match self.accept {
                true => failure = test.end().await.err().or(failure),
                false => tests.push(test),
            }
        }
        for test in tests {
            failure = test.end().await.err().or(failure);
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
        for server in &mut servers {
            server.remove_now().map_err(|error| CliError::Surroundings(error.to_string()))?;
        }
        Ok(())
    }

    async fn build(&self, packages: &[String], references: &snapshots::References) -> CliResult {
        let mut command = tokio::process::Command::from(self.cargo(packages, references));
        let child = command.arg("--no-run").kill_on_drop(true).spawn();
        let status = child.map_err(|error| cannot_run_cargo(&error))?.wait().await;
        match status.map_err(|error| lost(&error))?.success() {
            true => Ok(()),
            false => Err(CliError::Found("the tests do not compile".to_owned())),
        }
    }

    /// Begins the tests of some packages on one server, which has its place among so many at the same time.
    fn begin(
        &self,
        title: String,
        packages: &[String],
        environment: Vec<(&str, String)>,
        (place, servers): (MajorPlace, usize),
        references: &snapshots::References,
        output: Option<PathBuf>,
    ) -> CliResult<Test> {
        let mut command = self.cargo(packages, references);
        command.arg("--no-fail-fast").arg("--").args(&self.filters).envs(environment);
        command.env(MAJOR_PLACE_VARIABLE, place.word());
        if std::env::var_os("RUST_TEST_THREADS").is_none() {
            // Tests with a server wait for it much of the time. The newest one has most to do, and is not to be the last.
            let all = std::thread::available_parallelism().map_or(4, |cores| 2 * cores.get());
            let threads = if self.accept || place.is_last() { all } else { all.div_ceil(servers) };
            command.env("RUST_TEST_THREADS", threads.to_string());
        }
        match &output {
            None => say_error!("\n== {title}"),
            Some(path) => {
                let failed = |error| CliError::io("write", path, &error);
                let file = File::create(path).map_err(failed)?;
                command.stderr(file.try_clone().map_err(failed)?).stdout(file);
            }
        }
        let child = tokio::process::Command::from(command).kill_on_drop(true).spawn();
        Ok(Test { title, child: child.map_err(|error| cannot_run_cargo(&error))?, output })
    }

    fn cargo(&self, packages: &[String], references: &snapshots::References) -> std::process::Command {
        let mut command = process::cargo();
        command.arg("test").arg("--quiet").args(packages).current_dir(&self.project.root).stdin(Stdio::null());
        let update = if self.accept { "always" } else { "no" };
        command.env("INSTA_UPDATE", update).env("INSTA_SNAPSHOT_REFERENCES_FILE", references.path());
        if self.accept {
            command.env("UI_ACCEPT", "1");
        }
        command
    }

    fn output_of(&self, major: u16) -> PathBuf {
        self.project.target().join(format!("test-{major}.txt"))
    }
}

/// Tests that run.
struct Test {
    title: String,
    child: tokio::process::Child,
    /// Where they write, if not to our own output.
    output: Option<PathBuf>,
}

impl Test {
    async fn end(mut self) -> CliResult {
        let status = self.child.wait().await.map_err(|error| lost(&error))?;
        if let Some(path) = &self.output {
            say_error!("\n== {}", self.title);
            let text = std::fs::read(path).map_err(|error| CliError::io("read", path, &error))?;
            // What cannot be shown is in the file still.
            let _ = std::io::stderr().write_all(&text);
        }
        if status.success() {
            return Ok(());
        }
        Err(CliError::Found(
            "tests failed; a failed one keeps its database until the servers go\n  \
             help: `cargo xtask server up`, then `cargo test <name>` keeps it for longer; \
             `cargo xtask test --accept` takes changed snapshots"
                .to_owned(),
        ))
    }
}

fn cannot_run_cargo(error: &std::io::Error) -> CliError {
    CliError::Surroundings(format!("cannot run cargo: {error}"))
}

fn lost(error: &std::io::Error) -> CliError {
    CliError::Surroundings(format!("cargo is lost: {error}"))
}

/// What is tested on each further major, as arguments: the test targets of the packages that use schema-harness, and
/// schema-harness itself where it is one of the workspace; nothing where none uses it.
///
/// A package leaves out what needs no server, or would say the same on each major:
///
/// ```toml
/// [package.metadata.schema-harness]
/// once = ["lib", "offline"]
/// ```
fn tests_of_each_major(project: &Project) -> CliResult<Vec<String>> {
    let mut command = process::cargo();
    command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(&project.root);
    let output = command.output().map_err(|error| process::cannot_run(&command, &error))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(CliError::Surroundings(format!("cargo metadata failed: {}", text.trim())));
    }
    let metadata = serde_json::from_slice(&output.stdout)
        .map_err(|error| CliError::Surroundings(format!("cargo metadata printed no JSON: {error}")))?;
    Ok(arguments_of(&metadata))
}

fn arguments_of(metadata: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (mut packages, mut targets) = (Vec::new(), Vec::new());
    for package in list(&metadata["packages"]) {
        let uses = list(&package["dependencies"]).iter().any(|dependency| dependency["name"] == HARNESS);
        if !uses && package["name"] != HARNESS {
            continue;
        }
        let once = list(&package["metadata"][HARNESS]["once"]);
        let found: Vec<String> = list(&package["targets"])
            .iter()
            .filter_map(|target| match (target["kind"][0].as_str()?, target["name"].as_str()?) {
                ("test", name) if !once.contains(&target["name"]) => Some(format!("--test={name}")),
                ("lib", _) if !once.iter().any(|word| word == "lib") => Some("--lib".to_owned()),
                _ => None,
            })
            .collect();
        if !found.is_empty() {
            packages.push(format!("--package={}", package["name"].as_str().unwrap_or_default()));
            targets.extend(found);
        }
    }
    targets.sort();
    targets.dedup();
    packages.extend(targets);
    packages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_package_wants_once_is_left_out() {
        let target = |kind: &str, name: &str| serde_json::json!({"kind": [kind], "name": name});
        let package = |name: &str, uses: &str, once: &[&str]| {
            serde_json::json!({
                "name": name, "dependencies": [{"name": uses}], "metadata": {"schema-harness": {"once": once}},
                "targets": [target("lib", name), target("test", "server"), target("test", "offline"), target("bin", "x")],
            })
        };
        let found = |packages: &[Value]| arguments_of(&serde_json::json!({"packages": packages})).join(" ");
        assert_eq!(found(&[package("a", "insta", &[])]), "", "it uses no server");
        let a = package("a", HARNESS, &["lib", "offline"]);
        assert_eq!(found(std::slice::from_ref(&a)), "--package=a --test=server");
        assert_eq!(found(&[package("b", HARNESS, &["lib", "offline", "server"])]), "");
        let mut plain = package("c", HARNESS, &[]);
        plain["metadata"] = Value::Null;
        assert_eq!(found(&[a, plain]), "--package=a --package=c --lib --test=offline --test=server");
    }
}
