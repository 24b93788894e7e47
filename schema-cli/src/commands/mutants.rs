//! `cargo xtask mutants`: whether anybody would notice if a rule of the schema were weaker.

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_harness::{Suite, mutants};

use super::servers::{block_on, majors_or_newest, progress, start};
use crate::CliResult;
use crate::error::CliError;
use crate::output::say;
use crate::project::Project;

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    // What is weaker on one major is weaker on all.
    let majors = majors_or_newest(matches);
    let suite = Suite::new(schema, &project.generated, project.root.join("snapshots"));
    block_on(async {
        for server in start(&majors, false).await? {
            let surroundings = |error: String| CliError::Surroundings(error);
            let database =
                suite.database_on(server.server(), "mutants").await.map_err(|error| surroundings(error.to_string()))?;
            let client = database.connect().await.map_err(|error| surroundings(error.to_string()))?;
            progress("weakening each rule in turn");
            let score = mutants::run(&client, schema).await.map_err(|error| surroundings(error.to_string()))?;
            if matches.get_flag("list") {
                say!("{}", score.text());
            }
            let (killed, all) = score.score();
            let survivors: Vec<&str> = score.survivors().map(|mutant| mutant.description.as_str()).collect();
            for survivor in &survivors {
                say!("survived: {survivor}");
            }
            say!("PostgreSQL {}: {killed} of {all} mutants killed", server.info().major);
            if !survivors.is_empty() {
                return Err(CliError::Found(format!(
                    "{} weaker schemas pass for the declared one\n  \
                     help: no attempt of the matrix tells them apart: `cargo xtask mutants --list` shows what does for the others",
                    survivors.len()
                )));
            }
        }
        Ok(())
    })
}
