//! One side of a plan: where it comes from, and the model that is made of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use schema_core::def::SchemaDef;
use schema_core::ident::{Ident, QualifiedName};
use schema_core::lockfile::{self, SavedCatalog};
use schema_core::model::SchemaModel;
use schema_core::plan::NotNullNames;
use schema_core::resolve::{self, Declared};
use schema_core::sql::{identity_sequence, schema_script, statements};
use schema_harness::{Server, TestDatabase};
use schema_postgres::catalog::{self, Catalog, Unmanaged};
use schema_postgres::verify::{line_of, reason};

use crate::CliResult;
use crate::commands::database::{catalog_at, settings};
use crate::error::CliError;

/// Where a schema is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::commands) enum Source {
    Declared,
    Lock(PathBuf),
    Sql(PathBuf),
    Database(String),
}

impl Source {
    pub(in crate::commands) fn parse(text: &str) -> CliResult<Source> {
        let extension = std::path::Path::new(text).extension().and_then(|extension| extension.to_str());
        match (text, extension) {
            ("declared", _) => Ok(Source::Declared),
            _ if schema_postgres::is_connection_string(text) => Ok(Source::Database(text.to_owned())),
            (_, Some("lock")) => Ok(Source::Lock(text.into())),
            (_, Some("sql")) => Ok(Source::Sql(text.into())),
            // It may hold a password.
            _ if text.contains(['=', '@', ':']) => Err(CliError::Usage(
                "what is given is neither a file nor a database\n  help: a database is postgres://..., postgresql://... or \
                 keywords of libpq, as in service=..."
                    .to_owned(),
            )),
            _ => Err(CliError::Usage(format!(
                "`{text}` is no side of a plan\n  help: `declared`, a file that ends in .lock or .sql, postgres://... or service=..."
            ))),
        }
    }

    /// The name in messages: a connection string without what is secret in it.
    pub(in crate::commands) fn shown(&self) -> String {
        match self {
            Source::Declared => "the declaration".to_owned(),
            Source::Lock(path) | Source::Sql(path) => path.display().to_string(),
            Source::Database(text) => schema_postgres::place_of(text),
        }
    }
}

/// A schema, as far as it is known without a scratch server.
pub(in crate::commands) enum Found {
    /// A model whose texts are as somebody wrote them.
    Written(Box<Declared>),
    /// A model whose texts a server has printed.
    Printed(Box<Catalog>),
    /// SQL that is still to be run.
    Script(String),
}

impl Found {
    /// The major of the server that has printed it.
    pub(in crate::commands) fn major(&self) -> Option<u16> {
        match self {
            Found::Printed(catalog) => Some(catalog.major()),
            Found::Written(_) | Found::Script(_) => None,
        }
    }
}

/// Reads a side; a database in a session that cannot write.
pub(in crate::commands) async fn find(source: &Source, schema: &'static SchemaDef) -> CliResult<Found> {
    match source {
        Source::Declared => {
            resolve::resolve(schema).map(|declared| Found::Written(Box::new(declared))).map_err(CliError::Refused)
        }
        Source::Lock(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| CliError::io("read", path, &error))?;
            let SavedCatalog { model, unmanaged, dependents } = lockfile::read_catalog(&text)
                .map_err(|error| CliError::Damaged(format!("{}: {error}", path.display())))?;
            Ok(match model.printed_by {
                Some(major) => {
                    let version = u32::from(major) * 10_000;
                    // They are not saved.
                    let (spare_indexes, not_null_names) = (None, NotNullNames::new());
                    let catalog = Catalog { model, unmanaged, dependents, spare_indexes, not_null_names, version };
                    Found::Printed(Box::new(catalog))
                }
                None => Found::Written(Box::new(Declared { model, origins: Default::default() })),
            })
        }
        Source::Sql(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| CliError::io("read", path, &error))?;
            // Some editors begin a file with a byte order mark, which PostgreSQL takes for a part of the first word.
            Ok(Found::Script(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()))
        }
        Source::Database(text) => {
            let cannot = |what: String| CliError::Surroundings(format!("{}: {what}", source.shown()));
            catalog_at(&settings(text)?).await.map(|catalog| Found::Printed(Box::new(catalog))).map_err(cannot)
        }
    }
}

/// Has a scratch server print a side that no server has printed yet.
pub(in crate::commands) async fn printed(found: Found, source: &Source, server: &Server) -> CliResult<Catalog> {
    match found {
        Found::Printed(catalog) => Ok(*catalog),
        Found::Written(declared) => {
            let catalog = rendered(&declared.model, server).await;
            let mut catalog =
                catalog.map_err(|error| CliError::Surroundings(format!("{}: {error}", source.shown())))?;
            // Which index is the oldest, and has the foreign keys, depends on how the model came to be.
            catalog.spare_indexes = None;
            catalog.model.postgres = declared.model.postgres;
            catalog.model.renames = declared.model.renames;
            catalog.model.row_hints = declared.model.row_hints;
            Ok(catalog)
        }
        Found::Script(text) => {
            let failed = |error: String| CliError::Surroundings(format!("{}: {error}", source.shown()));
            let database = server.empty_database(SCRIPT).await.map_err(|error| failed(error.to_string()))?;
            run_script(&database, &source.shown(), text).await.map_err(CliError::Surroundings)?;
            let mut catalog = read(&database).await.map_err(failed)?;
            let client = database.connect().await.map_err(|error| failed(error.to_string()))?;
            catalog.not_null_names =
                catalog::not_null_names(&client).await.map_err(|error| failed(error.to_string()))?;
            Ok(catalog)
        }
    }
}

/// The labels of the databases that a plan makes.
const SCRIPT: &str = "plan_script";
pub(super) const MODEL: &str = "plan_model";

/// Statements of a model that are run in one transaction.
const STATEMENTS: usize = 200;

/// How long a plan may take: databases that are older were left by one that was killed.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(3600);

/// Drops what killed plans have left on a scratch server. What cannot be dropped is in nobody's way.
pub(in crate::commands) async fn sweep(server: &Server) {
    for label in [SCRIPT, MODEL] {
        let _ = schema_harness::drop_leftovers(server, label, LONGEST).await;
    }
}

/// PostgreSQL refuses it in a transaction block, and it does nothing to the schema.
const OUTSIDE_BLOCK: &str = "DISCARD ALL";

/// Runs somebody's SQL as psql does; on a server whose psql is not at hand, statement by statement. The error begins with
/// the name of the file and the line.
async fn run_script(database: &TestDatabase, path: &str, text: String) -> Result<(), String> {
    let open = || {
        format!(
            "{path}: a transaction is left open at the end, which PostgreSQL would roll back\n  help: end it with COMMIT"
        )
    };
    if database.has_psql().await {
        // The last statement may lack its semicolon.
        let file = ("script.sql".to_owned(), format!("{text}\n;\n{OUTSIDE_BLOCK};\n"));
        let Err(failure) = database.psql(&[file]).await else { return Ok(()) };
        if failure.message.contains(&format!("{OUTSIDE_BLOCK} cannot run inside a transaction block")) {
            return Err(open());
        }
        let lines: Vec<&str> = failure.message.lines().skip_while(|line| !line.contains("ERROR:")).collect();
        return Err(match lines.is_empty() {
            true => format!("{path}: {failure}"),
            false => lines.join("\n").replace("psql:script.sql:", &format!("{path}:")),
        });
    }
    // pg_dump frames what it prints with these.
    let is_frame = |line: &str| line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ");
    let needs_psql =
        |(at, line): (usize, &str)| (line.starts_with('\\') && !is_frame(line)).then_some((at + 1, line.to_owned()));
    if let Some((number, line)) = text.lines().enumerate().find_map(needs_psql) {
        return Err(format!(
            "{path}:{number}: `{line}` needs psql, which is neither beside the scratch server nor on this machine"
        ));
    }
    let lines: Vec<&str> = text.lines().map(|line| if is_frame(line) { "" } else { line }).collect();
    let script = lines.join("\n");
    let client = database.connect().await.map_err(|error| format!("{path}: {error}"))?;
    for (first, statement) in statements(&script) {
        if let Err(error) = client.batch_execute(statement).await {
            let line = first + line_of(&error, statement).unwrap_or(1) - 1;
            return Err(format!("{path}:{line}: ERROR:  {}", reason(&error)));
        }
    }
    client.batch_execute(OUTSIDE_BLOCK).await.map_err(|_| open())
}

/// Builds a model in a database of its own, and reads it back. What no DDL makes stays as it was: an index whose build has
/// failed, a constraint that old rows may violate.
pub(in crate::commands) async fn rendered(model: &SchemaModel, server: &Server) -> Result<Catalog, String> {
    let database = server.empty_database(MODEL).await.map_err(|error| error.to_string())?;
    let script = schema_script(model);
    // In transactions of a bearable size: one alone would hold more locks than a server with its default settings has room
    // for.
    let client = database.connect().await.map_err(|error| error.to_string())?;
    for part in statements(&script).chunks(STATEMENTS) {
        let part: Vec<&str> = part.iter().map(|(_, statement)| *statement).collect();
        client.batch_execute(&part.join("\n")).await.map_err(|error| reason(&error))?;
    }
    let mut catalog = read(&database).await?;
    for (name, table) in &mut catalog.model.tables {
        let Some(original) = model.tables.get(name) else { continue };
        for (name, index) in &mut table.indexes {
            index.is_invalid = original.indexes.get(name).is_some_and(|index| index.is_invalid);
        }
        for (name, constraint) in &mut table.constraints {
            if let Some(original) = original.constraints.get(name) {
                *constraint = constraint.with_validity(original.validity());
            }
        }
    }
    Ok(catalog)
}

async fn read(database: &TestDatabase) -> Result<Catalog, String> {
    let client = database.connect().await.map_err(|error| error.to_string())?;
    catalog::read(&client).await.map_err(|error| error.to_string())
}

/// What is managed on the side that is there, and by its name something unmanaged on the one that is wanted: dropping it
/// would not lead there.
pub(in crate::commands) fn turned<'a>(
    wanted: &'a [Unmanaged],
    from: &SchemaModel,
    to: &SchemaModel,
) -> Vec<&'a Unmanaged> {
    let dropped = names(from, to);
    wanted.iter().filter(|object| has_a_name_of_its_own(&object.kind) && dropped.contains(&called(object))).collect()
}

/// What stands in the way of objects that are to be made: something of their name that is not managed.
pub(in crate::commands) fn in_the_way<'a>(
    unmanaged: &'a [Unmanaged],
    from: &SchemaModel,
    to: &SchemaModel,
) -> Vec<&'a Unmanaged> {
    let made = names(to, from);
    unmanaged.iter().filter(|object| has_a_name_of_its_own(&object.kind) && made.contains(&called(object))).collect()
}

/// The names of relations, types, routines and constraints that one model has and the other has not.
fn names(of: &SchemaModel, other: &SchemaModel) -> BTreeSet<String> {
    let (of, other) = (all_names(of), all_names(other));
    of.difference(&other).cloned().collect()
}

fn all_names(model: &SchemaModel) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (name, table) in &model.tables {
        names.insert(name.to_string());
        names.extend(table.partitions(name).into_iter().map(|placed| placed.name.to_string()));
        let behind_constraints =
            table.constraints.iter().filter(|(_, constraint)| constraint.index_options().is_some());
        let indexes = behind_constraints.map(|(index, _)| index).chain(table.indexes.keys());
        names.extend(indexes.map(|index| name.sibling(index).to_string()));
        names.extend(table.constraints.keys().map(|constraint| of_constraint(name, constraint)));
        let identities = table.columns.iter().filter_map(|column| Some((&column.name, column.identity.as_deref()?)));
        names.extend(identities.map(|(column, identity)| identity_sequence(name, column, identity).to_string()));
    }
    names.extend(model.types.keys().map(ToString::to_string));
    names.extend(model.sequences.keys().map(ToString::to_string));
    names.extend(model.routines.keys().map(ToString::to_string));
    names
}

/// Two relations and a constraint of one of them may be called alike.
fn of_constraint(table: &QualifiedName, constraint: &Ident) -> String {
    format!("constraint {table}.{constraint}")
}

/// The name of something that is not managed, as it stands among the names of a model.
fn called(object: &Unmanaged) -> String {
    match object.kind.as_str() {
        "constraint" | "foreign key" => format!("constraint {}", object.name),
        _ => object.name.clone(),
    }
}

pub(super) fn has_a_name_of_its_own(kind: &str) -> bool {
    !matches!(kind, "comment" | "disabled foreign key" | "grant" | "owner" | "policy" | "rule" | "trigger")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_told_apart() {
        assert_eq!(Source::parse("declared").unwrap(), Source::Declared);
        assert_eq!(Source::parse("a/b.lock").unwrap(), Source::Lock("a/b.lock".into()));
        assert_eq!(Source::parse("b.sql").unwrap(), Source::Sql("b.sql".into()));
        for text in ["postgresql://h/d.sql", "service=prod", "host=h dbname=d.lock"] {
            assert_eq!(Source::parse(text).unwrap(), Source::Database(text.to_owned()));
        }
        assert_eq!(Source::parse("./host=h.sql").unwrap(), Source::Sql("./host=h.sql".into()));
        assert!(Source::parse("b.txt").is_err());
        let refused = Source::parse("postgress://me:secret@h/d").unwrap_err();
        assert!(!format!("{refused:?}").contains("secret"), "{refused:?}");
    }
}
