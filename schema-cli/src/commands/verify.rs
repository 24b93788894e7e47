//! `cargo xtask verify`: whether a database is what is declared.

mod behaviour;

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_core::resolve;
use schema_postgres::verify::{self, Probe, ProbeResult, Verdict};

use super::database::{named, settings};
use super::scratch;
use super::servers::{block_on, progress};
use crate::CliResult;
use crate::error::{CliError, count};
use crate::output::say;

/// Objects and rows that are named below a probe; the rest is counted.
const SHOWN: usize = 20;

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, matches: &ArgMatches) -> CliResult {
    let settings = settings(&named(matches)?)?;
    let declared = resolve::resolve(schema).map_err(CliError::Refused)?;
    let probes = block_on(async {
        let cannot = |error| CliError::Surroundings(format!("cannot connect: {}", verify::reason(&error)));
        let client = settings.connect_alone().await;
        let client = client.map_err(|error| CliError::Surroundings(format!("cannot connect: {error}")))?;
        verify::prepare(&client).await.map_err(cannot)?;
        let mut probes = verify::probe(&client, &declared.model, &progress).await;
        if matches.get_flag("behaviour") {
            let given = matches.get_one::<String>("scratch-url").cloned();
            let scratch_url = given.or_else(|| std::env::var(scratch::VARIABLE).ok());
            probes.extend(behaviour::probe(&client, schema, scratch_url.as_deref()).await);
        }
        Ok(probes)
    })?;
    if matches.get_flag("json") {
        print_json(&probes);
    } else {
        print_text(&probes);
        if !matches.get_flag("behaviour") {
            say!(
                "note: expressions, predicates and what the rules do were not looked at: `--behaviour` does, on a copy"
            );
        }
    }
    match Verdict::of(&probes) {
        Verdict::Go => Ok(()),
        Verdict::NoGo => Err(CliError::Found(format!("no-go: {}", failed(&probes, ProbeResult::Fail, "failed")))),
        Verdict::Hold => Err(CliError::Surroundings(format!(
            "hold: {}",
            failed(&probes, ProbeResult::Unknown, "could not be carried out")
        ))),
    }
}

fn failed(probes: &[Probe], result: ProbeResult, how: &str) -> String {
    let ids: Vec<&str> = probes.iter().filter(|probe| probe.result == result).map(|probe| probe.id.as_str()).collect();
    format!("{} {how}: {}", count(ids.len(), "probe"), ids.join(", "))
}

fn word(result: ProbeResult) -> &'static str {
    match result {
        ProbeResult::Pass => "pass",
        ProbeResult::Fail => "fail",
        ProbeResult::Unknown => "unknown",
    }
}

fn print_text(probes: &[Probe]) {
    let width = |of: fn(&Probe) -> &str, least: usize| {
        probes.iter().map(|probe| of(probe).chars().count()).chain([least]).max().unwrap_or(least)
    };
    let (id, target) = (width(|probe| &probe.id, 5), width(|probe| &probe.target, 6));
    let actual = width(|probe| &probe.actual, 6);
    say!("{:7}  {:id$}  {:target$}  {:actual$}  what", "result", "probe", "target", "actual");
    for probe in probes {
        let Probe { id: name, question, .. } = probe;
        say!("{:7}  {name:id$}  {:target$}  {:actual$}  {question}", word(probe.result), probe.target, probe.actual);
        for amiss in probe.amiss.iter().take(SHOWN) {
            say!("{:7}    {amiss}", "");
        }
        if probe.amiss.len() > SHOWN {
            say!("{:7}    and {} more", "", probe.amiss.len() - SHOWN);
        }
    }
    say!("\nverdict: {}", Verdict::of(probes).word());
}

fn print_json(probes: &[Probe]) {
    let rows: Vec<serde_json::Value> = probes
        .iter()
        .map(|probe| {
            serde_json::json!({
                "id": probe.id, "question": probe.question, "target": probe.target, "actual": probe.actual,
                "result": word(probe.result), "amiss": probe.amiss,
            })
        })
        .collect();
    let report = serde_json::json!({ "verdict": Verdict::of(probes).word(), "probes": rows });
    say!("{report:#}");
}
