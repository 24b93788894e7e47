//! `cargo xtask bench gen`: gen on synthetic schemas, as whole processes of a release build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::ArgMatches;

use super::synthetic;
use crate::CliResult;
use crate::arguments;
use crate::commands::generate;
use crate::error::CliError;
use crate::output::{say, say_error};
use crate::process;
use crate::project::Project;

/// Tables of the two schemas.
const SIZES: [usize; 2] = [1_000, 10_000];

/// Runs the command.
pub(crate) fn run(project: &Project, matches: &ArgMatches) -> CliResult {
    if let Some(mut words) = matches.get_many::<String>("worker") {
        let work = words.next().map_or("", String::as_str);
        let tables = words.next().and_then(|count| count.parse().ok()).unwrap_or(0);
        return worker(project, work, tables);
    }
    let runs = matches.get_one::<u32>("runs").copied().unwrap_or(5).max(1);
    let binary = release_build(project, &[])?;
    let folder = work_folder(project).join(format!("bench-gen-{}", std::process::id()));
    say!("gen on synthetic schemas, medians of {runs} runs, whole processes of a release build");
    say!("each table has 3 foreign keys, 2 CHECKs and 4 indexes; files are written below {}\n", folder.display());
    say!("| tables | from nothing | most memory | no-op gen --check | most memory |");
    say!("|---|---|---|---|---|");
    let measured = measure(&binary, &folder, runs);
    remove(&folder)?;
    let mut medians = Vec::new();
    for (tables, row) in SIZES.into_iter().zip(measured?) {
        say!(
            "| {tables} | {:.3} s | {:.0} MB | {:.3} s | {:.0} MB |",
            row.generate.time.as_secs_f64(),
            row.generate.megabytes,
            row.check.time.as_secs_f64(),
            row.check.megabytes
        );
        medians.push(row);
    }
    if let [small, large] = &medians[..] {
        let ratio = |pick: fn(&Row) -> &Figure| pick(large).time.as_secs_f64() / pick(small).time.as_secs_f64();
        say!(
            "\n10 times the tables take {:.1} times as long from nothing, {:.1} times as long to check",
            ratio(|row| &row.generate),
            ratio(|row| &row.check)
        );
    }
    builds(project, matches)
}

/// One measurement: the median time, the most memory of all runs.
pub(super) struct Figure {
    pub(super) time: Duration,
    pub(super) megabytes: f64,
}

struct Row {
    generate: Figure,
    check: Figure,
}

/// Where the files go: to memory if it can be, for what a disk makes of thousands of new files differs tenfold from one
/// moment to the next.
fn work_folder(project: &Project) -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { project.target() }
}

/// Measures the sizes in turn, so that a slow moment of the machine meets both.
fn measure(binary: &Path, folder: &Path, runs: u32) -> CliResult<Vec<Row>> {
    let mut figures: Vec<(Vec<Figure>, Vec<Figure>)> = SIZES.iter().map(|_| Default::default()).collect();
    for _ in 0..runs {
        for (tables, (generate, check)) in SIZES.into_iter().zip(&mut figures) {
            remove(folder)?;
            generate.push(run_worker(binary, "generate", tables, folder)?);
            check.push(run_worker(binary, "check", tables, folder)?);
        }
    }
    Ok(figures.into_iter().map(|(generate, check)| Row { generate: median(generate), check: median(check) }).collect())
}

pub(super) fn median(mut figures: Vec<Figure>) -> Figure {
    figures.sort_by_key(|figure| figure.time);
    let megabytes = figures.iter().map(|figure| figure.megabytes).fold(0.0, f64::max);
    Figure { time: figures[figures.len() / 2].time, megabytes }
}

fn run_worker(binary: &Path, work: &str, tables: usize, folder: &Path) -> CliResult<Figure> {
    let mut command = Command::new(binary);
    command.arg("--generated").arg(folder).args(["bench", "gen", "--worker", work, &tables.to_string()]);
    run_measured(&mut command)
}

/// Runs a process to its end, which says at its own what memory it had.
pub(super) fn run_measured(command: &mut Command) -> CliResult<Figure> {
    let began = Instant::now();
    let output = command.output().map_err(|error| process::cannot_run(command, &error))?;
    let time = began.elapsed();
    let text = String::from_utf8_lossy(&output.stdout);
    let kilobytes = text.lines().find_map(|line| line.strip_prefix("peak-kb ")?.parse::<f64>().ok());
    match (output.status.success(), kilobytes) {
        (true, Some(kilobytes)) => Ok(Figure { time, megabytes: kilobytes / 1024.0 }),
        _ => Err(CliError::Surroundings(format!(
            "the measured run failed: {}{}",
            text.trim(),
            String::from_utf8_lossy(&output.stderr).trim()
        ))),
    }
}

/// Does in this process what is measured, through the same code as `gen`.
fn worker(project: &Project, work: &str, tables: usize) -> CliResult {
    let schema = synthetic::schema(tables);
    let words: &[&str] = if work == "check" { &["--check"] } else { &["--name", "synthetic"] };
    let line = ["xtask", "gen"].iter().chain(words);
    let matches = arguments::command().get_matches_from(line);
    let (_, matches) = matches.subcommand().ok_or_else(|| CliError::Usage("no subcommand".to_owned()))?;
    generate::run(schema, project, matches)?;
    say_peak_memory();
    Ok(())
}

/// Prints the most memory that this process has had, for [`run_measured`].
pub(super) fn say_peak_memory() {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    say!("peak-kb {}", peak.trim().trim_end_matches(" kB"));
}

/// Builds the project's xtask as users of an installed tool would run it.
pub(super) fn release_build(project: &Project, arguments: &[&str]) -> CliResult<PathBuf> {
    say_error!("building a release build of the xtask");
    let mut command = process::cargo();
    command.args(["build", "--release", "--quiet", "--manifest-path"]).arg(&project.xtask_manifest).args(arguments);
    match process::status(&mut command)? {
        0 => {
            let name = std::env::var("CARGO_PKG_NAME").unwrap_or_else(|_| "xtask".to_owned());
            Ok(project.target().join("release").join(name))
        }
        code => Err(CliError::Passed(code)),
    }
}

/// Measures `cargo xtask gen` itself, builds included.
fn builds(project: &Project, matches: &ArgMatches) -> CliResult {
    let runs = matches.get_one::<u32>("runs").copied().unwrap_or(5).max(1);
    if let Some(file) = matches.get_one::<PathBuf>("touch") {
        let mut times = Vec::new();
        for _ in 0..runs {
            let touched = fs::File::options().append(true).open(file);
            touched
                .and_then(|touched| touched.set_modified(std::time::SystemTime::now()))
                .map_err(|error| CliError::io("touch", file, &error))?;
            times.push(time_gen(project, &project.target())?);
        }
        times.sort();
        say!("`cargo xtask gen` after touching {}: {:.1} s", file.display(), times[times.len() / 2].as_secs_f64());
    }
    if matches.get_flag("clean") {
        let target = project.target().join(format!("bench-clean-{}", std::process::id()));
        let time = time_gen(project, &target)?;
        remove(&target)?;
        say!("`cargo xtask gen` with nothing built: {:.1} s", time.as_secs_f64());
    }
    Ok(())
}

fn time_gen(project: &Project, target: &Path) -> CliResult<Duration> {
    let mut command = process::cargo();
    command.args(["run", "--quiet", "--target-dir"]).arg(target).arg("--manifest-path").arg(&project.xtask_manifest);
    command.args(["--", "gen", "--check"]).stdout(Stdio::null());
    let began = Instant::now();
    match process::status(&mut command)? {
        0 => Ok(began.elapsed()),
        code => Err(CliError::Passed(code)),
    }
}

fn remove(folder: &Path) -> CliResult {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| CliError::io("remove", folder, &error))?;
    }
    Ok(())
}
