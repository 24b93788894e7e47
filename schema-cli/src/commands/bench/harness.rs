//! `cargo xtask bench harness`: the matrix and the mutation score of the project's schema, on one major.

use std::time::{Duration, Instant};

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_harness::matrix::{self, races};
use schema_harness::{OwnedServer, Suite, TestDatabase, mutants};

use crate::CliResult;
use crate::commands::servers::{block_on, majors_or_newest, start};
use crate::error::CliError;
use crate::output::say;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    let majors = majors_or_newest(matches);
    let runs = matches.get_one::<u32>("runs").copied().unwrap_or(3).max(1);
    let suite = Suite::new(schema, &project.generated, project.root.join("snapshots"));
    block_on(async {
        say!("matrix, races and mutants of the declared schema; medians of {runs} runs on a running server\n");
        say!("| PostgreSQL | lines | matrix | race lines | races | mutants | all mutants |");
        say!("|---|---|---|---|---|---|---|");
        for server in start(&majors, false).await? {
            let mut measured = Vec::new();
            for _ in 0..runs {
                measured.push(once(schema, &suite, &server).await.map_err(CliError::Surroundings)?);
            }
            let median = |of: fn(&Run) -> Duration| {
                let mut times: Vec<Duration> = measured.iter().map(of).collect();
                times.sort();
                times[times.len() / 2].as_secs_f64()
            };
            let Some(Run { lines, race_lines, killed, all, .. }) = measured.first() else { continue };
            say!(
                "| {} | {lines} | {:.2} s | {race_lines} | {:.2} s | {killed} of {all} killed | {:.1} s |",
                server.info().major,
                median(|run| run.matrix),
                median(|run| run.races),
                median(|run| run.mutants)
            );
        }
        Ok(())
    })
}

struct Run {
    lines: usize,
    matrix: Duration,
    race_lines: usize,
    races: Duration,
    killed: usize,
    all: usize,
    mutants: Duration,
}

async fn once(schema: &'static SchemaDef, suite: &Suite, server: &OwnedServer) -> Result<Run, String> {
    let text = |error: schema_harness::HarnessError| error.to_string();
    let lines = |matrix: &matrix::Matrix| matrix.tables.values().map(Vec::len).sum();
    let database: TestDatabase = suite.database_on(server.server(), "bench").await.map_err(text)?;
    let client = database.connect().await.map_err(text)?;
    let (asked, matrix) = timed(matrix::run(&client, schema)).await;
    let (score, mutants) = timed(mutants::run(&client, schema)).await;
    let of_races = suite.database_on(server.server(), "bench_races").await.map_err(text)?;
    let (raced, races) = timed(races::run(&of_races, schema)).await;
    let (asked, score, raced) = (
        asked.map_err(|error| error.to_string())?,
        score.map_err(|error| error.to_string())?,
        raced.map_err(|error| error.to_string())?,
    );
    let (killed, all) = score.score();
    Ok(Run { lines: lines(&asked), matrix, race_lines: lines(&raced), races, killed, all, mutants })
}

async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let began = Instant::now();
    (work.await, began.elapsed())
}
