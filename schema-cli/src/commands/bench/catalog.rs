//! `cargo xtask bench catalog`: reading the catalog of a synthetic schema, and pg_dump of the same database in turn.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::ArgMatches;
use schema_core::resolve::resolve;
use schema_core::sql::schema_script;
use schema_harness::{HarnessError, OwnedServer, TestDatabase};
use schema_postgres::catalog;

use super::generate::{Figure, median, release_build, run_measured, say_peak_memory};
use super::synthetic;
use crate::CliResult;
use crate::commands::servers::{block_on, majors_or_newest, start};
use crate::error::CliError;
use crate::output::say;
use crate::project::Project;

/// Where the measured process finds the database; an argument would show the password to every user.
const DATABASE_URL: &str = "DATABASE_URL";

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
        say!("the catalog is read by a process of a release build, start and connection included\n");
        say!("| PostgreSQL | catalog | pg_dump --schema-only | ratio | most memory |");
        say!("|---|---|---|---|---|");
        for server in start(&majors, false).await? {
            let (catalog, dump) = measure(&server, &binary, tables as usize, runs).await?;
            say!(
                "| {} | {:.3} s | {:.3} s | {:.2} | {:.0} MB |",
                server.info().major,
                catalog.time.as_secs_f64(),
                dump.as_secs_f64(),
                catalog.time.as_secs_f64() / dump.as_secs_f64(),
                catalog.megabytes
            );
        }
        Ok(())
    })
}

async fn measure(server: &OwnedServer, binary: &Path, tables: usize, runs: u32) -> CliResult<(Figure, Duration)> {
    let text = |error: HarnessError| CliError::Surroundings(error.to_string());
    let declared = resolve(synthetic::schema(tables));
    let declared = declared.map_err(|_| CliError::Surroundings("the synthetic schema is not sound".to_owned()))?;
    let database = server.server().empty_database("bench_catalog").await.map_err(text)?;
    database.execute(&schema_script(&declared.model)).await.map_err(text)?;
    // What autovacuum, which is off here, does in any database that lives for minutes.
    database.execute("VACUUM ANALYZE").await.map_err(text)?;
    let (mut figures, mut dumps) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        figures.push(run_measured(
            Command::new(binary).args(["bench", "catalog", "--worker"]).env(DATABASE_URL, database.url()),
        )?);
        dumps.push(time_pg_dump(&database).await?);
    }
    dumps.sort();
    Ok((median(figures), dumps[dumps.len() / 2]))
}

async fn time_pg_dump(database: &TestDatabase) -> CliResult<Duration> {
    let file = ("dump.sql".to_owned(), TIME_PG_DUMP.to_owned());
    let output = database.psql(&[file]).await.map_err(|failure| CliError::Surroundings(failure.to_string()))?;
    let nanoseconds = output.stdout.lines().find_map(|line| line.strip_prefix("ns ")?.parse().ok());
    let failed = || CliError::Surroundings(format!("pg_dump failed: {}", output.stderr));
    nanoseconds.map(Duration::from_nanos).ok_or_else(failed)
}

/// Does in this process what is measured.
async fn worker() -> CliResult {
    let url = std::env::var(DATABASE_URL).map_err(|error| CliError::Usage(format!("{DATABASE_URL}: {error}")))?;
    let client = schema_postgres::connect(&url).await.map_err(|error| CliError::Surroundings(error.to_string()))?;
    let catalog = catalog::read(&client).await.map_err(|error| CliError::Surroundings(error.to_string()))?;
    say!("tables {}", catalog.model.tables.len());
    say_peak_memory();
    Ok(())
}
