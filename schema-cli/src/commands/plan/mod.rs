//! `cargo xtask plan`: the way from any schema to any other.

mod hints;
mod inhabited;
mod lacking;
mod occupied;
pub(super) mod side;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_core::diagnostic::Diagnostic;
use schema_core::diff::{in_physical_order, is_different};
use schema_core::ident::{Ident, QualifiedName};
use schema_core::layout::{self, GeneratedFile, MigrationName, plan_table};
use schema_core::model::{Constraint, ObjectName, SchemaModel};
use schema_core::plan::{self, Allowed, NotNullNames, Plan, PlanInput};
use schema_core::spelling::as_first_printed;
use schema_postgres::catalog::{Dependent, Hindered, Unmanaged, hindered};

use self::inhabited::inhabited;
use self::lacking::{lacking as objects_lacking, of_lacking};
use self::occupied::occupied;
use self::side::{Found, Source, find, in_the_way, printed, rendered, sweep, turned};
use super::database::{not_null_names_at, settings};
use super::folder::require_empty;
use super::scratch::{self, Scratch};
use super::servers::{block_on, progress};
use crate::CliResult;
use crate::error::{CliError, count};
use crate::output::{say, say_error, to_the_letter};

/// Stands for every object in `--allow-data-loss` and `--allow-blocking`.
const ALL: &str = "all";

/// Both sides, their texts comparable.
struct Sides {
    from: SchemaModel,
    to: SchemaModel,
    /// The wanted side as it was printed the first time, where `to` has been printed twice.
    first: Option<SchemaModel>,
    origins: BTreeMap<ObjectName, String>,
    /// What is there, and cannot be planned.
    unmanaged: Vec<Unmanaged>,
    /// What hangs on what is there, and cannot be planned.
    dependents: Vec<Dependent>,
    /// The unique indexes that are there and that no foreign key rests on, though another index has their columns; nothing
    /// where that is not known.
    spare_indexes: Option<BTreeSet<QualifiedName>>,
    /// The names of NOT NULLs of what is there that PostgreSQL did not make up for their columns.
    not_null_names: NotNullNames,
    /// What is wanted, and cannot be planned.
    wanted: Vec<Unmanaged>,
    /// What the wanted objects need of that and is not there either, each with what the server said.
    lacking: Vec<(Unmanaged, String)>,
}

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, matches: &ArgMatches) -> CliResult {
    let side = |name: &str| Source::parse(matches.get_one::<String>(name).map_or("", String::as_str));
    let (from, to) = (side("from")?, side("to")?);
    hints::require_undeclared(&to, matches)?;
    let out = matches.get_one::<std::path::PathBuf>("out");
    if let Some(folder) = out {
        require_empty(folder)?;
    }
    let sides = block_on(sides(schema, &from, &to, matches))?;
    tell_unmanaged(&sides);
    let turned = turned(&sides.wanted, &sides.from, &sides.to).into_iter().map(|object| {
        let what = format!("{} cannot become what it is wanted as: {}", object.name, object.kind);
        Diagnostic::error("unplannable", what)
            .note(object.because.clone())
            .help("do that by hand; it is neither dropped nor changed".to_owned())
    });
    let in_the_way = in_the_way(&sides.unmanaged, &sides.from, &sides.to).into_iter().map(of_the_way);
    let lacking = sides.lacking.iter().map(|(object, reason)| of_lacking(object, reason));
    let refused: Vec<Diagnostic> = in_the_way.chain(turned).chain(lacking).collect();
    if !refused.is_empty() {
        return Err(CliError::Refused(refused));
    }
    let allowed = allowances(matches, &sides.from, &sides.to)?;
    let (spare_indexes, not_null_names) = (sides.spare_indexes.clone(), sides.not_null_names.clone());
    let allowed = &Allowed { spare_indexes, not_null_names, ..allowed };
    let Sides { from: before, to: after, origins, .. } = &sides;
    let spelled = sides.first.as_ref().map(|first| as_first_printed(before, after.clone(), first));
    let plan = plan::plan(&PlanInput { before, after: spelled.as_ref().unwrap_or(after), origins, allowed });
    let plan = plan.map_err(|refused| CliError::Refused(hints::named(refused, &to)))?;
    require_unhindered(&plan, before, &sides.unmanaged, &sides.dependents)?;
    if plan.steps.is_empty() {
        say!("nothing to do: {} is as {}", from.shown(), to.shown());
        return Ok(());
    }
    deliver(&plan, after, matches)
}

/// Writes the files of a plan, or prints them, or the plan as a table.
pub(super) fn deliver(plan: &Plan, after: &SchemaModel, matches: &ArgMatches) -> CliResult {
    match matches.get_one::<std::path::PathBuf>("out") {
        Some(folder) => write(folder, plan, after),
        None if matches.get_flag("sql") => {
            for file in files("plan", plan) {
                if is_step_file(&file) {
                    to_the_letter(&file.text);
                    to_the_letter("\n");
                }
            }
            Ok(())
        }
        None => {
            say!("{}", plan_table(plan));
            say!("{}; nothing was written", count(plan.steps.len(), "step"));
            Ok(())
        }
    }
}

/// Says what has the name of something that is to be made.
pub(super) fn of_the_way(object: &Unmanaged) -> Diagnostic {
    let what = format!("{} cannot be made: there is a {} of that name", object.name, object.kind);
    Diagnostic::error("unplannable", what).help("rename or drop it first".to_owned())
}

/// Refuses a plan with steps that PostgreSQL would refuse for something that is not managed: what hangs on their objects,
/// what a partition has of its own, and what stands in a namespace that goes.
pub(super) fn require_unhindered(
    plan: &Plan,
    before: &SchemaModel,
    unmanaged: &[Unmanaged],
    dependents: &[Dependent],
) -> CliResult {
    let hindered = hindered(plan, before, dependents).into_iter().map(of_hindered);
    let refused = hindered.chain(occupied(plan, before, unmanaged)).chain(inhabited(plan, unmanaged));
    let refused: Vec<Diagnostic> = refused.collect();
    if refused.is_empty() { Ok(()) } else { Err(CliError::Refused(refused)) }
}

/// Says what stands in the way of a step, and how it gets out of it.
fn of_hindered(Hindered { step, by: Dependent { kind, name, on, .. } }: Hindered) -> Diagnostic {
    let because = match kind.as_str() {
        "statistics" | "replica identity" | "clustered index" | "comment" | "temporal key" => {
            "PostgreSQL would drop both"
        }
        "temporal primary key" => "PostgreSQL refuses it, or drops both",
        _ => "PostgreSQL refuses it",
    };
    let what = format!("cannot {step}: {kind} {name} depends on {on}");
    let help = match kind.as_str() {
        "clustered index" => {
            "take the mark off the table before, by SET WITHOUT CLUSTER, and set it anew behind the migration"
                .to_owned()
        }
        _ => format!("drop or change the {kind} before, and make it anew behind the migration"),
    };
    Diagnostic::error("unplannable", what).note(format!("{because}, and the plan does not hold the {kind}")).help(help)
}

async fn sides(schema: &'static SchemaDef, from: &Source, to: &Source, matches: &ArgMatches) -> CliResult<Sides> {
    let (from_source, to_source) = (from, to);
    let (from_found, to_found) = (find(from, schema).await?, find(to, schema).await?);
    let is_ours = |found: &Found| matches!(found, Found::Written(_));
    let origins = match &to_found {
        Found::Written(declared) => declared.origins.clone(),
        _ => BTreeMap::new(),
    };
    if let (Found::Written(from), Found::Written(to)) = (&from_found, &to_found) {
        let mut to = to.model.clone();
        hints::add(matches, &from.model, &mut to)?;
        let to = ordered(&from.model, to, to_source);
        let (unmanaged, wanted, dependents) = (Vec::new(), Vec::new(), Vec::new());
        let (from, spare_indexes, not_null_names) = (from.model.clone(), None, NotNullNames::new());
        let (first, lacking) = (None, Vec::new());
        return Ok(Sides {
            from,
            to,
            first,
            origins,
            unmanaged,
            dependents,
            spare_indexes,
            not_null_names,
            wanted,
            lacking,
        });
    }
    let given = matches.get_one::<String>("major").and_then(|major| major.parse().ok());
    let major = given.or(from_found.major()).or(to_found.major());
    let is_target = from_found.major().is_some();
    let declares_range = is_ours(&to_found);
    let mut scratch = LazyScratch { major, url: scratch_url(matches), found: None };
    let needs = |found: &Found| !matches!(found, Found::Printed(_));
    if needs(&from_found) || needs(&to_found) {
        scratch.server().await?;
    }
    let from_catalog = scratch.printed(from_found, from).await?;
    let to_catalog = scratch.printed(to_found, to).await?;
    let range = to_catalog.model.postgres;
    let mut models = (from_catalog.model, to_catalog.model);
    hints::add(matches, &models.0, &mut models.1)?;
    models.1 = ordered(&models.0, models.1, to_source);
    let (mut lacking, mut first) = (Vec::new(), None);
    let is_one_major = models.0.printed_by == models.1.printed_by;
    if !is_one_major || is_different(&models.0, &models.1) {
        // PostgreSQL prints some expressions otherwise than it has read them, the first time; and one major otherwise than
        // another. Both sides go once more through the same server.
        let server = scratch.server().await?;
        match (rendered(&models.0, server).await, rendered(&models.1, server).await) {
            (Ok(from), Ok(to)) => {
                let renames = std::mem::take(&mut models.1.renames);
                let row_hints = std::mem::take(&mut models.1.row_hints);
                let to = in_physical_order(&from.model, SchemaModel { renames, row_hints, ..to.model });
                first = Some(std::mem::replace(&mut models.1, to));
                models.0 = from.model;
            }
            (from, to) => {
                if to.is_err() {
                    lacking = objects_lacking(&models.1, &from_catalog.unmanaged, &to_catalog.unmanaged, server).await;
                }
                let failed = [(from_source, from.err()), (to_source, to.err())];
                for (source, error) in failed.into_iter().filter_map(|(source, error)| Some((source, error?))) {
                    say_error!("note: {} could not be made anew on the scratch server: {error}", source.shown());
                    say_error!(
                        "note: so expressions are compared as each side's server has printed them; a change may differ in spelling alone, look at it before it runs"
                    );
                }
            }
        }
    }
    let (mut from_model, mut to_model) = models;
    let range = if is_target && !declares_range { from_model.postgres } else { range };
    (from_model.postgres, to_model.postgres) = (range, range);
    let (unmanaged, wanted) = (from_catalog.unmanaged, to_catalog.unmanaged);
    let (from, to) = (from_model, to_model);
    let not_null_names = match from_source {
        // Only where a name is needed: the server looks at all its NOT NULLs.
        Source::Database(text) if gets_not_null_or_check(&from, &to) => {
            let cannot = |what: String| CliError::Surroundings(format!("{}: {what}", from_source.shown()));
            not_null_names_at(&settings(text)?).await.map_err(cannot)?
        }
        _ => from_catalog.not_null_names,
    };
    let (dependents, spare_indexes) = (from_catalog.dependents, from_catalog.spare_indexes);
    Ok(Sides { from, to, first, origins, unmanaged, dependents, spare_indexes, not_null_names, wanted, lacking })
}

/// Tells whether something comes to a table that may want the name of a NOT NULL.
fn gets_not_null_or_check(from: &SchemaModel, to: &SchemaModel) -> bool {
    to.tables.iter().any(|(name, table)| {
        let Some(old) = from.tables.get(name) else { return !to.renames.is_empty() };
        let had = |column: &Ident| old.column(column).is_some_and(|old| !old.nullable);
        table.columns.iter().any(|column| (!column.nullable || column.not_valid.is_some()) && !had(&column.name))
            || table
                .constraints
                .iter()
                .any(|(name, is)| matches!(is, Constraint::Check(_)) && old.constraints.get(name) != Some(is))
    })
}

/// Gives the wanted columns the order that they have in what is there, and says so: PostgreSQL cannot move a column. A
/// declaration asks for no order.
fn ordered(from: &SchemaModel, to: SchemaModel, source: &Source) -> SchemaModel {
    let order = |model: &SchemaModel| -> Vec<Vec<Ident>> {
        model.tables.values().map(|table| table.columns.iter().map(|column| column.name.clone()).collect()).collect()
    };
    let wanted = order(&to);
    let to = in_physical_order(from, to);
    let found = order(&to);
    let moved = to.tables.keys().zip(wanted.iter().zip(&found)).filter(|(_, (wanted, found))| wanted != found);
    let moved: Vec<String> = moved.map(|(name, _)| name.to_string()).collect();
    if !moved.is_empty() && *source != Source::Declared {
        say_error!(
            "note: columns stand in another order than in {}, and stay so, new ones last: {}",
            source.shown(),
            moved.join(", ")
        );
    }
    to
}

/// The scratch server, once it is needed.
struct LazyScratch {
    major: Option<u16>,
    url: Option<String>,
    found: Option<Scratch>,
}

impl LazyScratch {
    async fn server(&mut self) -> CliResult<&schema_harness::Server> {
        if self.found.is_none() {
            let scratch = Scratch::find(self.major, self.url.as_deref()).await.map_err(CliError::Surroundings)?;
            sweep(scratch.server()).await;
            self.found = Some(scratch);
        }
        match &self.found {
            Some(scratch) => Ok(scratch.server()),
            None => unreachable!("it was just found"),
        }
    }

    async fn printed(&mut self, found: Found, source: &Source) -> CliResult<schema_postgres::catalog::Catalog> {
        match found {
            Found::Printed(catalog) => Ok(*catalog),
            found => {
                progress(&format!("reading {}", source.shown()));
                printed(found, source, self.server().await?).await
            }
        }
    }
}

fn scratch_url(matches: &ArgMatches) -> Option<String> {
    matches.get_one::<String>("scratch-url").cloned().or_else(|| std::env::var(scratch::VARIABLE).ok())
}

/// What the command line allows, `all` taken apart.
pub(super) fn allowances(matches: &ArgMatches, from: &SchemaModel, to: &SchemaModel) -> CliResult<Allowed> {
    let mut allowed = super::generate::allowed(matches);
    let take_all = |objects: &mut Vec<String>| {
        let given = objects.len();
        objects.retain(|object| object != ALL);
        objects.len() < given
    };
    let (data_loss, blocking) = (take_all(&mut allowed.data_loss), take_all(&mut allowed.blocking));
    super::generate::require_needed(&allowed, from, to)?;
    if data_loss || blocking {
        let needed = Allowed::needed(from, to);
        if data_loss {
            allowed.data_loss.extend(needed.data_loss);
        }
        if blocking {
            allowed.blocking.extend(needed.blocking);
        }
    }
    Ok(allowed)
}

fn tell_unmanaged(sides: &Sides) {
    for object in &sides.unmanaged {
        say_error!("note: not managed, and left alone: {} {}: {}", object.kind, object.name, object.because);
    }
    let known: BTreeSet<_> = sides.unmanaged.iter().map(|object| (&object.kind, &object.name)).collect();
    for object in sides.wanted.iter().filter(|object| !known.contains(&(&object.kind, &object.name))) {
        say_error!("note: not managed, and not made: {} {}: {}", object.kind, object.name, object.because);
    }
}

/// The files of a plan, named as in a folder of their own.
fn files(slug: &str, plan: &Plan) -> Vec<GeneratedFile> {
    let name = MigrationName::new(1, slug).expect("the slug is checked, or ours");
    let folder = format!("migrations/{name}/");
    let mut files = layout::plan_files(&name, plan, |_| true);
    for file in &mut files {
        file.path = file.path.trim_start_matches(&folder).to_owned();
    }
    files
}

fn is_step_file(file: &GeneratedFile) -> bool {
    file.path.starts_with(|c: char| c.is_ascii_digit())
}

fn write(folder: &Path, plan: &Plan, after: &SchemaModel) -> CliResult {
    let slug = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let slug = if MigrationName::new(1, slug).is_ok() { slug } else { "plan" };
    std::fs::create_dir_all(folder).map_err(|error| CliError::io("make", folder, &error))?;
    let lock = GeneratedFile { path: "schema.lock".to_owned(), text: schema_core::lockfile::write(after) };
    for file in files(slug, plan).into_iter().chain([lock]) {
        let path = folder.join(&file.path);
        std::fs::write(&path, &file.text).map_err(|error| CliError::io("write", &path, &error))?;
    }
    say!("wrote {}: {}; README.md says how to run it", folder.display(), count(plan.steps.len(), "step"));
    Ok(())
}
