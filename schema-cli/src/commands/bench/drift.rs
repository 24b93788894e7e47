//! `cargo xtask bench drift`: drift of a synthetic schema from end to end, against a database and a saved catalog, and
//! pg_dump of the same database in turn; and the import of a database.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use clap::ArgMatches;
use schema_core::lockfile;
use schema_core::resolve::resolve;
use schema_harness::OwnedServer;

use super::catalog::{database, time_pg_dump};
use super::generate::{release_build, say_peak_memory};
use super::synthetic;
use crate::CliResult;
use crate::commands::database::{catalog_at, settings};
use crate::commands::drift;
use crate::commands::scratch;
use crate::commands::servers::{block_on, majors_or_newest, start};
use crate::error::CliError;
use crate::output::say;
use crate::process;
use crate::project::Project;

/// Where the measured process finds the environment; an argument would show the password to every user.
const ENVIRONMENT: &str = "BENCH_ENVIRONMENT";

/// Tables of the database that is imported.
const IMPORTED: usize = 400;

/// Runs the command.
pub(super) fn run(project: &Project, matches: &ArgMatches) -> CliResult {
    let tables = matches.get_one::<u32>("tables").copied().unwrap_or(1000).max(1) as usize;
    if matches.get_flag("worker") {
        return worker(project, tables);
    }
    let majors = majors_or_newest(matches);
    let runs = matches.get_one::<u32>("runs").copied().unwrap_or(5).max(1);
    let binary = release_build(project, &["--features", "server"])?;
    block_on(async {
        say!(
            "drift of {tables} tables, each with 3 foreign keys, 2 CHECKs and 4 indexes; medians of {runs} runs in turn by a \
             process of a release build; pg_dump --schema-only reads the same database\n"
        );
        say!("| PostgreSQL | environment | building the declaration | all else | pg_dump | ratio of all else |");
        say!("|---|---|---|---|---|---|");
        for server in start(&majors, false).await? {
            let declared = resolve(synthetic::schema(tables));
            let declared =
                declared.map_err(|_| CliError::Surroundings("the synthetic schema is not sound".to_owned()))?;
            let database = database(&server, "bench_drift", &declared.model).await?;
            let saved = project.target().join("bench-drift.lock");
            let catalog = catalog_at(&settings(database.url())?).await.map_err(CliError::Surroundings)?;
            let text = lockfile::write_catalog(&catalog.model, &catalog.unmanaged, &catalog.dependents);
            std::fs::write(&saved, text).map_err(|error| CliError::io("write", &saved, &error))?;
            let environments =
                [("a database", database.url().to_owned()), ("a saved catalog", saved.display().to_string())];
            for (what, source) in environments {
                let (mut builds, mut others, mut dumps) = (Vec::new(), Vec::new(), Vec::new());
                for _ in 0..runs {
                    let mut command = Command::new(&binary);
                    command
                        .args(["bench", "drift", "--worker", "--tables", &tables.to_string()])
                        .env(ENVIRONMENT, &source)
                        .env(scratch::VARIABLE, &server.info().url);
                    let (build, all) = measure(&mut command)?;
                    builds.push(build);
                    others.push(all.saturating_sub(build));
                    dumps.push(time_pg_dump(&database).await?);
                }
                let [build, other, dump] = [builds, others, dumps].map(median);
                say!(
                    "| {} | {what} | {build:.3} s | {other:.3} s | {dump:.3} s | {:.2} |",
                    server.info().major,
                    other / dump
                );
            }
            measure_import(project, &binary, &server, runs).await?;
        }
        Ok(())
    })
}

/// Imports a database, and has cargo check the crate that this makes, once what it needs is built.
async fn measure_import(project: &Project, binary: &Path, server: &OwnedServer, runs: u32) -> CliResult {
    let declared = resolve(synthetic::schema(IMPORTED));
    let declared = declared.map_err(|_| CliError::Surroundings("the synthetic schema is not sound".to_owned()))?;
    let database = database(server, "bench_import", &declared.model).await?;
    let folder = project.target().join("bench-import");
    let (sources, built) = (folder.join("src"), folder.join("target"));
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("schema-core");
    let manifest = format!(
        "[package]\nname = \"imported\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nschema-core = {{ path = {:?}, features = [\"derive\"] }}\n",
        core.display().to_string()
    );
    let (mut imports, mut checks) = (Vec::new(), Vec::new());
    for run in 0..=runs {
        if sources.exists() {
            std::fs::remove_dir_all(&sources).map_err(|error| CliError::io("remove", &sources, &error))?;
        }
        let mut command = Command::new(binary);
        command.arg("import").arg("--out").arg(&sources).env("DATABASE_URL", database.url());
        let import = time(&mut command)?;
        let path = folder.join("Cargo.toml");
        std::fs::write(&path, &manifest).map_err(|error| CliError::io("write", &path, &error))?;
        let mut command = process::cargo();
        command.args(["check", "--quiet"]).current_dir(&folder).env("CARGO_TARGET_DIR", &built);
        let check = time(&mut command)?;
        // The first one also builds what the crate needs.
        if run > 0 {
            imports.push(import);
            checks.push(check);
        }
    }
    say!(
        "\nimport of {IMPORTED} such tables: {:.2} s, formatted; `cargo check` of the crate: {:.2} s",
        median(imports),
        median(checks)
    );
    Ok(())
}

/// Runs a process that is to succeed, and says how long it took.
fn time(command: &mut Command) -> CliResult<Duration> {
    let began = Instant::now();
    let output = command.output().map_err(|error| process::cannot_run(command, &error))?;
    match output.status.success() {
        true => Ok(began.elapsed()),
        false => Err(CliError::Surroundings(format!(
            "the measured run failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ))),
    }
}

/// The median in seconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// Runs the worker: how long the declaration took to build, and all of it.
fn measure(command: &mut Command) -> CliResult<(Duration, Duration)> {
    let began = Instant::now();
    let output = command.output().map_err(|error| process::cannot_run(command, &error))?;
    let all = began.elapsed();
    let text = String::from_utf8_lossy(&output.stdout);
    let build = text.lines().find_map(|line| line.strip_prefix("build-ns ")?.parse().ok());
    match (output.status.success(), build) {
        (true, Some(build)) => Ok((Duration::from_nanos(build), all)),
        _ => Err(CliError::Surroundings(format!(
            "the measured run failed: {}{}",
            text.trim(),
            String::from_utf8_lossy(&output.stderr).trim()
        ))),
    }
}

/// Does in this process what is measured, through the same code as `drift`.
fn worker(project: &Project, tables: usize) -> CliResult {
    let source = std::env::var(ENVIRONMENT).map_err(|error| CliError::Usage(format!("{ENVIRONMENT}: {error}")))?;
    let line = ["xtask".to_owned(), "drift".to_owned(), "--env".to_owned(), format!("bench={source}")];
    let matches = crate::arguments::command().get_matches_from(line);
    let (_, matches) = matches.subcommand().ok_or_else(|| CliError::Usage("no subcommand".to_owned()))?;
    let build = drift::look(synthetic::schema(tables), project, matches)?;
    say!("build-ns {}", build.as_nanos());
    say_peak_memory();
    Ok(())
}
