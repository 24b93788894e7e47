//! `cargo xtask test`: the whole suite, with servers of its own.
//!
//! All packages are tested once; those that use schema-harness are tested once for each further major. What
//! each major would say in the same way, such as how good the tests are, is tried on the newest one alone.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use clap::ArgMatches;
use schema_harness::OLDER_MAJOR_VARIABLE;

use super::ci;
use super::servers::{block_on, majors, start};
use crate::CliResult;
use crate::error::CliError;
use crate::output::{say, say_error};
use crate::process;
use crate::project::Project;
use crate::snapshots;

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
        let build = self.cargo(&["--no-run"], &workspace, Vec::new(), references);
        let (servers, built) = tokio::join!(start(majors, false), build);
        let mut servers = servers?;
        built?;
        let dependents = dependents_of_harness(self.project)?;
        let newest = servers.iter().map(|server| server.info().major).max();
        let mut first = true;
        for server in &servers {
            if !first && dependents.is_empty() {
                break;
            }
            let packages = if first { workspace.to_vec() } else { dependents.clone() };
            let what = if first { "all packages" } else { "packages that use a server" };
            say_error!("\n== {what}, PostgreSQL {} ({})", server.info().version, server.info().kind);
            let mut environment = server.attach_variables().to_vec();
            if Some(server.info().major) != newest {
                environment.push((OLDER_MAJOR_VARIABLE, "1".to_owned()));
            }
            self.cargo(&[], &packages, environment, references).await?;
            first = false;
        }
        for server in &mut servers {
            server.remove_now().map_err(|error| CliError::Surroundings(error.to_string()))?;
        }
        Ok(())
    }

    async fn cargo(
        &self,
        arguments: &[&str],
        packages: &[String],
        environment: Vec<(&str, String)>,
        references: &snapshots::References,
    ) -> CliResult {
        let mut command = process::cargo();
        command.arg("test").arg("--quiet").current_dir(&self.project.root);
        command.args(packages).args(arguments);
        if arguments.is_empty() {
            command.arg("--no-fail-fast").arg("--").args(&self.filters);
        }
        command.stdin(Stdio::null());
        let update = if self.accept { "always" } else { "no" };
        command.env("INSTA_UPDATE", update).env("INSTA_SNAPSHOT_REFERENCES_FILE", references.path());
        if self.accept {
            command.env("UI_ACCEPT", "1");
        }
        if std::env::var_os("RUST_TEST_THREADS").is_none() {
            // Tests with a server wait for it most of the time.
            let threads = std::thread::available_parallelism().map_or(4, |cores| 2 * cores.get());
            command.env("RUST_TEST_THREADS", threads.to_string());
        }
        command.envs(environment);
        let mut command = tokio::process::Command::from(command);
        let mut child = command
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| CliError::Surroundings(format!("cannot run cargo: {error}")))?;
        let status = child.wait().await.map_err(|error| CliError::Surroundings(format!("cargo is lost: {error}")))?;
        match (status.success(), arguments.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => Err(CliError::Found(
                "tests failed; a failed one keeps its database until the servers go\n  \
                 help: `cargo xtask server up`, then `cargo test <name>` keeps it for longer; \
                 `cargo xtask test --accept` takes changed snapshots"
                    .to_owned(),
            )),
            (false, false) => Err(CliError::Found("the tests do not compile".to_owned())),
        }
    }
}

/// The workspace's packages that use schema-harness, and schema-harness itself where it is one of them, as arguments.
fn dependents_of_harness(project: &Project) -> CliResult<Vec<String>> {
    let mut command = process::cargo();
    command.args(["tree", "--workspace", "--invert", "schema-harness", "--depth", "1", "--prefix", "none"]);
    command.args(["--edges", "normal,dev", "--format", "{p}"]).current_dir(&project.root);
    let output = command.output().map_err(|error| process::cannot_run(&command, &error))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        if text.contains("did not match any packages") {
            // No package uses servers in its tests; all were tested once.
            return Ok(Vec::new());
        }
        return Err(CliError::Surroundings(format!("cargo tree failed: {}", text.trim())));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut names: Vec<&str> = text
        .lines()
        // `name v0.1.0 (/path)`: a package with a path outside the workspace cannot be tested from here.
        .filter(|line| line.contains(&*project.root.to_string_lossy()) || Path::new(line).is_absolute())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    names.sort_unstable();
    names.dedup();
    Ok(names.into_iter().flat_map(|name| ["--package".to_owned(), name.to_owned()]).collect())
}
