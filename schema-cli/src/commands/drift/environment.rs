//! One environment: where it is, and what is found there.

use std::collections::BTreeSet;

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_core::drift::{Drift, Finding, ObjectKind, State, Status, compare, inventory};
use schema_core::model::SchemaModel;
use schema_postgres::catalog::{Catalog, Dependent, Unmanaged};

use super::scratch::Scratches;
use super::settle::settle;
use crate::CliResult;
use crate::commands::plan::side::{Found, Source, find};
use crate::commands::servers::progress;
use crate::error::CliError;

/// A database, or what was read of one.
pub(super) struct Environment {
    pub(super) name: String,
    pub(super) source: Source,
}

/// An environment, and what was found, or why nothing was.
pub(super) struct Looked {
    pub(super) name: String,
    pub(super) shown: String,
    pub(super) result: Result<Seen, String>,
}

/// What was found.
pub(super) struct Seen {
    pub(super) major: u16,
    /// What is there, and what is declared, as one server would print both.
    pub(super) found: SchemaModel,
    pub(super) declared: SchemaModel,
    pub(super) drift: Drift,
    pub(super) unmanaged: Vec<Unmanaged>,
    pub(super) dependents: Vec<Dependent>,
    /// What is to be known of the comparison.
    pub(super) note: Option<String>,
}

/// The environments of the command line, in its order.
pub(super) fn all(matches: &ArgMatches) -> CliResult<Vec<Environment>> {
    let mut names = BTreeSet::new();
    let parse = |text: &String| {
        let (name, source) = text.split_once('=').filter(|(name, _)| is_name(name)).ok_or_else(|| {
            // What was meant may be a URL, and hold a password.
            CliError::Usage("--env wants NAME=SOURCE, as in staging=postgres://...\n  help: the name has letters, digits, `-` and `_`".to_owned())
        })?;
        let source = match Source::parse(source)? {
            Source::Declared => {
                return Err(CliError::Usage(format!(
                    "--env {name}: the declaration is what environments are compared with\n  help: a database's URL, or a file of `cargo xtask snapshot`"
                )));
            }
            source => source,
        };
        if !names.insert(name.to_owned()) {
            return Err(CliError::Usage(format!("--env {name} is given twice")));
        }
        Ok(Environment { name: name.to_owned(), source })
    };
    matches.get_many::<String>("env").into_iter().flatten().map(parse).collect()
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Reads an environment and compares it. What fails, fails for this one alone.
pub(super) async fn look(
    environment: Environment,
    schema: &'static SchemaDef,
    scratches: &mut Scratches<'_>,
) -> Looked {
    let Environment { name, source } = environment;
    progress(&format!("reading {name}: {}", source.shown()));
    let result = seen(&source, schema, scratches).await;
    Looked { shown: source.shown(), name, result }
}

async fn seen(source: &Source, schema: &'static SchemaDef, scratches: &mut Scratches<'_>) -> Result<Seen, String> {
    let catalog = catalog(source, schema, scratches).await?;
    let major = catalog.major();
    let note = catalog.note();
    let Catalog { model: found, mut unmanaged, dependents, .. } = catalog;
    let Catalog { model: declared, unmanaged: also_declared, .. } = scratches.declared(major, source).await?;
    let also_declared: BTreeSet<Unmanaged> = also_declared.into_iter().collect();
    unmanaged.retain(|object| !also_declared.contains(object));
    let drift = compare(&inventory(&declared), &inventory(&found));
    let settled = settle(found, declared, drift, scratches.server(major, source).await?).await;
    let mut drift = settled.drift;
    let disabled = unmanaged.iter().filter(|object| object.kind == "disabled foreign key");
    weaken(&mut drift, &disabled.map(|object| object.name.as_str()).collect::<BTreeSet<_>>(), &settled.declared);
    let notes: Vec<String> = note.into_iter().chain(settled.note).collect();
    Ok(Seen {
        major,
        found: settled.found,
        declared: settled.declared,
        drift,
        unmanaged,
        dependents,
        note: (!notes.is_empty()).then(|| notes.join("; ")),
    })
}

/// Finds foreign keys that are as declared and whose triggers do not run: DISABLE TRIGGER ALL leaves them in the catalog.
fn weaken(drift: &mut Drift, disabled: &BTreeSet<&str>, declared: &SchemaModel) {
    if disabled.is_empty() {
        return;
    }
    for (object, entry) in inventory(declared) {
        let is_disabled = entry.kind == ObjectKind::ForeignKey && disabled.contains(object.to_string().as_str());
        let key = (entry.kind, &object);
        let place = drift.findings.binary_search_by(|finding| (finding.kind, &finding.object).cmp(&key));
        if let (true, Err(place)) = (is_disabled, place) {
            let status = Status::Weak { declared: entry.definition, state: State::Disabled };
            drift.counts.entry(entry.kind).or_default().as_declared -= 1;
            drift.findings.insert(place, Finding { object, kind: entry.kind, status });
        }
    }
}

/// What a server has printed of it: a database itself, else a scratch server.
async fn catalog(
    source: &Source,
    schema: &'static SchemaDef,
    scratches: &mut Scratches<'_>,
) -> Result<Catalog, String> {
    match find(source, schema).await.map_err(in_words)? {
        Found::Printed(catalog) => Ok(*catalog),
        Found::Script(_) => {
            Err("an SQL file is no environment: name a database, or a file of `cargo xtask snapshot`".to_owned())
        }
        Found::Written(declared) => scratches.printed(&declared.model).await,
    }
}

/// An error in words, without what stands before them.
pub(super) fn in_words(error: CliError) -> String {
    match error {
        CliError::Found(text) | CliError::Usage(text) | CliError::Damaged(text) | CliError::Surroundings(text) => text,
        CliError::Refused(reasons) => reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        CliError::Passed(code) => format!("exit code {code}"),
    }
}
