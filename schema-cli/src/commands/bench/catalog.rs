//! `cargo xtask bench catalog`: reading the catalog of a synthetic schema, planning from it, and pg_dump of the same
//! database in turn.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::ArgMatches;
use schema_core::diff::in_physical_order;
use schema_core::ident::QualifiedName;
use schema_core::layout::{MigrationName, plan_files};
use schema_core::lockfile;
use schema_core::model::{Constraint, SchemaModel};
use schema_core::plan::{Allowed, PlanInput, plan};
use schema_core::resolve::resolve;
use schema_core::sql::{schema_script, statements};
use schema_harness::{HarnessError, OwnedServer, TestDatabase};

use super::generate::{Figure, median, release_build, run_measured, say_peak_memory};
use super::synthetic::{self, STEPS_BACK};
use crate::CliResult;
use crate::commands::database::{catalog_at, settings};
use crate::commands::servers::{block_on, majors_or_newest, progress, start};
use crate::error::CliError;
use crate::output::say;
use crate::project::Project;

/// Where the measured process finds the database; an argument would show the password to every user.
const DATABASE_URL: &str = "DATABASE_URL";
/// The lock file of the schema that the measured process plans for; without it, it only reads.
const TARGET: &str = "BENCH_TARGET";

/// Has psql time pg_dump beside the server: no program start of ours, and no network, is in its time.
const TIME_PG_DUMP: &str =
    "\\! began=$(date +%s%N); pg_dump --schema-only > /dev/null && echo ns $(($(date +%s%N) - began))\n";

/// Runs the command.
pub(super) fn run(project: &Project, matches: &ArgMatches) -> CliResult {
    if matches.get_flag("worker") {
        return block_on(worker());
    }
    let majors = majors_or_newest(matches);
    let runs = matches.get_one::<u32>("runs").copied().unwrap_or(5).max(1);
    let tables = matches.get_one::<u32>("tables").copied().unwrap_or(1000).max(1);
    let binary = release_build(project, &["--features", "server"])?;
    block_on(async {
        say!(
            "a schema of {tables} tables, each with 3 foreign keys, 2 CHECKs and 4 indexes; medians of {runs} runs in turn"
        );
        say!(
            "by a process of a release build, start and connection included; pg_dump --schema-only reads the same database\n"
        );
        say!("| PostgreSQL | what | time | pg_dump | ratio | most memory |");
        say!("|---|---|---|---|---|---|");
        for server in start(&majors, false).await? {
            for Measured { what, figure, dump } in measure(project, &server, &binary, tables as usize, runs).await? {
                say!(
                    "| {} | {what} | {:.3} s | {:.3} s | {:.2} | {:.0} MB |",
                    server.info().major,
                    figure.time.as_secs_f64(),
                    dump.as_secs_f64(),
                    figure.time.as_secs_f64() / dump.as_secs_f64(),
                    figure.megabytes
                );
            }
        }
        Ok(())
    })
}

/// A line of the table.
struct Measured {
    what: String,
    figure: Figure,
    dump: Duration,
}

async fn measure(
    project: &Project,
    server: &OwnedServer,
    binary: &Path,
    tables: usize,
    runs: u32,
) -> CliResult<Vec<Measured>> {
    let declared = resolve(synthetic::schema(tables));
    let declared = declared.map_err(|_| CliError::Surroundings("the synthetic schema is not sound".to_owned()))?;
    let whole_model = spread(declared.model);
    let mut without_keys = whole_model.clone();
    let mut missing = 0;
    for table in without_keys.tables.values_mut() {
        let constraints = table.constraints.len();
        table.constraints.retain(|_, constraint| !matches!(constraint, Constraint::ForeignKey(_)));
        missing += constraints - table.constraints.len();
    }
    let whole = database(server, "bench_whole", &whole_model).await?;
    let lacking = database(server, "bench_lacking", &without_keys).await?;
    // As the server prints it: what is read from it differs in nothing else.
    let target = project.target().join("bench-catalog.lock");
    let printed = catalog_at(&settings(whole.url())?).await.map_err(CliError::Surroundings)?;
    std::fs::write(&target, lockfile::write(&printed.model)).map_err(|error| CliError::io("write", &target, &error))?;

    let works = [
        ("reading the catalog".to_owned(), &whole, None),
        ("reading, and planning nothing".to_owned(), &whole, Some(&target)),
        (format!("reading, and planning {missing} foreign keys"), &lacking, Some(&target)),
    ];
    let mut measured = Vec::new();
    for (what, database, target) in works {
        let (mut figures, mut dumps) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            let mut command = Command::new(binary);
            command.args(["bench", "catalog", "--worker"]).env(DATABASE_URL, database.url()).env_remove(TARGET);
            figures.push(run_measured(command.envs(target.map(|path| (TARGET, path))))?);
            dumps.push(time_pg_dump(database).await?);
        }
        dumps.sort();
        measured.push(Measured { what, figure: median(figures), dump: dumps[dumps.len() / 2] });
    }
    Ok(measured)
}

/// Has foreign keys refer to tables all over the schema. The synthetic declaration has few that are referred to, and each
/// foreign key that is added to a table has PostgreSQL read all its triggers anew.
fn spread(mut model: SchemaModel) -> SchemaModel {
    let names: Vec<QualifiedName> = model.tables.keys().cloned().collect();
    for (number, table) in model.tables.values_mut().enumerate() {
        let foreign_keys = table.constraints.values_mut().filter_map(|constraint| match constraint {
            Constraint::ForeignKey(foreign_key) => Some(foreign_key),
            _ => None,
        });
        for (foreign_key, back) in foreign_keys.zip(STEPS_BACK) {
            foreign_key.references = names[number.saturating_sub(back)].clone();
        }
    }
    model
}

/// A database of a model, vacuumed.
pub(super) async fn database(server: &OwnedServer, label: &str, model: &SchemaModel) -> CliResult<TestDatabase> {
    let text = |error: HarnessError| CliError::Surroundings(error.to_string());
    let database = server.server().empty_database(label).await.map_err(text)?;
    let script = schema_script(model);
    progress(&format!("making {label}, of {} tables", model.tables.len()));
    // In transactions of a bearable size: one alone would lock every table, and keep all of its text parsed.
    for part in statements(&script).chunks(500) {
        let part: Vec<&str> = part.iter().map(|(_, statement)| *statement).collect();
        database.execute(&part.join(";\n")).await.map_err(text)?;
    }
    progress(&format!("vacuuming {label}"));
    // What autovacuum, which is off here, does in any database that lives for minutes.
    database.execute("VACUUM ANALYZE").await.map_err(text)?;
    Ok(database)
}

/// How long pg_dump --schema-only takes.
pub(super) async fn time_pg_dump(database: &TestDatabase) -> CliResult<Duration> {
    let file = ("dump.sql".to_owned(), TIME_PG_DUMP.to_owned());
    let output = database.psql(&[file]).await.map_err(|failure| CliError::Surroundings(failure.to_string()))?;
    let nanoseconds = output.stdout.lines().find_map(|line| line.strip_prefix("ns ")?.parse().ok());
    let failed = || CliError::Surroundings(format!("pg_dump failed: {}", output.stderr));
    nanoseconds.map(Duration::from_nanos).ok_or_else(failed)
}

/// Does in this process what is measured.
async fn worker() -> CliResult {
    let url = std::env::var(DATABASE_URL).map_err(|error| CliError::Usage(format!("{DATABASE_URL}: {error}")))?;
    let catalog = catalog_at(&settings(&url)?).await.map_err(CliError::Surroundings)?;
    say!("tables {}", catalog.model.tables.len());
    if let Some(target) = std::env::var_os(TARGET).map(PathBuf::from) {
        let text = std::fs::read_to_string(&target).map_err(|error| CliError::io("read", &target, &error))?;
        let after = lockfile::read(&text).map_err(|error| CliError::Surroundings(error.to_string()))?;
        let (before, origins, allowed) = (&catalog.model, &BTreeMap::new(), &Allowed::default());
        let after = &in_physical_order(before, after);
        let plan = plan(&PlanInput { before, after, origins, allowed }).map_err(CliError::Refused)?;
        let name = MigrationName::new(1, "bench").expect("is a name");
        say!("steps {}, files {}", plan.steps.len(), plan_files(&name, &plan, |_| true).len());
    }
    say_peak_memory();
    Ok(())
}
