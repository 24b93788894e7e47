//! `cargo xtask import`: a database as Rust.

pub(super) mod sql;
mod without;

use std::path::Path;
use std::process::Command;

use clap::ArgMatches;
use schema_core::import::{self, Import};

use super::database::{catalog_at, named, settings};
use super::folder::require_empty;
use super::servers::block_on;
use crate::CliResult;
use crate::error::{CliError, count};
use crate::output::{say, say_error};

/// Where the report stands, beside the sources.
const REPORT: &str = "IMPORT.md";

/// Runs the command.
pub(crate) fn run(matches: &ArgMatches) -> CliResult {
    let folder = matches.get_one::<std::path::PathBuf>("out").expect("clap requires it");
    require_empty(folder)?;
    let settings = settings(&named(matches)?)?;
    let cannot = |error| CliError::Surroundings(format!("cannot read the database: {error}"));
    let mut catalog = block_on(async { catalog_at(&settings).await.map_err(cannot) })?;
    let names: Vec<String> = matches.get_many::<String>("without").into_iter().flatten().cloned().collect();
    let left_out = without::leave_out(&mut catalog.model, &names)?;
    if let Some(note) = catalog.note() {
        say_error!("note: {note}");
    }
    for note in without::notes(&catalog.model) {
        say_error!("note: {note}");
    }
    let mut imported = import::import(&catalog.model, &sql::read);
    imported.left_out.extend(left_out);
    let unmanaged: Vec<String> = catalog.unmanaged.iter().map(ToString::to_string).collect();
    write(folder, &imported, &unmanaged)?;
    format_files(folder);
    for left_out in &imported.left_out {
        say_error!("note: not declared: {}: {}", shown(&left_out.object), shown(&left_out.because));
    }
    for unmanaged in &unmanaged {
        say_error!("note: not managed: {}", shown(unmanaged));
    }
    say!(
        "{} in {}; {REPORT} says what is not declared ({}) and what is not managed ({})",
        count(catalog.model.tables.len(), "table"),
        folder.display(),
        imported.left_out.len(),
        unmanaged.len()
    );
    say!(
        "its crate needs, in Cargo.toml:\n\n[dependencies]\nschema-core = {{ version = \"{}\", features = [\"derive\"] }}",
        env!("CARGO_PKG_VERSION")
    );
    Ok(())
}

/// A name of a database on a terminal.
fn shown(text: &str) -> String {
    let shown = |character: char| match character {
        '"' | '\'' | '\\' => vec![character],
        _ => character.escape_debug().collect(),
    };
    text.chars().flat_map(shown).collect()
}

fn write(folder: &Path, imported: &Import, unmanaged: &[String]) -> CliResult {
    std::fs::create_dir_all(folder).map_err(|error| CliError::io("make", folder, &error))?;
    let report = import::report(imported, unmanaged);
    let sources = imported.files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
    for (name, text) in sources.chain([(REPORT, report.as_str())]) {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| CliError::io("write", &path, &error))?;
    }
    Ok(())
}

/// Formats what was written, if there is a rustfmt; what it says otherwise is told.
fn format_files(folder: &Path) {
    // rustfmt goes through the modules by itself.
    let result = Command::new("rustfmt").args(["--edition", "2024"]).arg(folder.join("lib.rs")).output();
    let problem = match result {
        Ok(output) if output.status.success() => return,
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    say_error!("note: the files are not formatted, for rustfmt did not do it: {}", shown(&problem));
}
