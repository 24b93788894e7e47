//! What gen has written for a project: its migrations, planned anew from their lock files, and their SQL.

use std::path::{Path, PathBuf};

use schema_core::def::SchemaDef;
use schema_core::diagnostic::Diagnostic;
use schema_core::model::SchemaModel;
use schema_core::plan::{Allowed, Plan, PlanInput, plan};
use schema_core::{lockfile, resolve};

use crate::HarnessError;

/// A migration that stands in `generated/`.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The folder's name.
    pub name: String,
    /// Its steps, planned anew.
    pub plan: Plan,
    /// The numbered files for psql: name and text, in their order.
    pub steps: Vec<(String, String)>,
    /// `rollback.sql`, likewise.
    pub rollback: (String, String),
}

/// Reads every migration below a folder of generated files, the first one first.
///
/// # Errors
///
/// A file cannot be read, or a lock file is not what gen wrote; the declaration does not resolve.
pub fn migrations(schema: &SchemaDef, generated: &Path) -> Result<Vec<Migration>, HarnessError> {
    let declared = resolve::resolve(schema).map_err(|defects| HarnessError::message(joined(&defects)))?;
    let mut before: Option<SchemaModel> = None;
    let mut migrations = Vec::new();
    for folder in entries(&generated.join("migrations"))? {
        if !folder.join("schema.lock").is_file() {
            continue;
        }
        let name = file_name(&folder);
        let wrong = |reason: String| HarnessError::message(format!("{}: {reason}", folder.display()));
        let lock = read(&folder.join("schema.lock"))?;
        let after = lockfile::read(&lock).map_err(|error| wrong(error.to_string()))?;
        let from = before.replace(after.clone()).unwrap_or_else(|| SchemaModel::empty(after.postgres));
        // What it may do was allowed when it was written.
        let allowed = &Allowed::needed(&from, &after);
        let input = PlanInput { before: &from, after: &after, origins: &declared.origins, allowed };
        let plan = plan(&input).map_err(|refusals| wrong(joined(&refusals)))?;
        let (steps, rollback) = files(&folder, &name)?;
        migrations.push(Migration { name, plan, steps, rollback });
    }
    Ok(migrations)
}

/// Reads `schema.sql` of a folder of generated files.
///
/// # Errors
///
/// It cannot be read.
pub fn schema_sql(generated: &Path) -> Result<String, HarnessError> {
    read(&generated.join("schema.sql"))
}

/// A file's name and its text.
type File = (String, String);

fn files(folder: &Path, migration: &str) -> Result<(Vec<File>, File), HarnessError> {
    let mut steps = Vec::new();
    let mut rollback = None;
    for path in entries(folder)? {
        let name = file_name(&path);
        let file = (format!("{migration}/{name}"), read(&path)?);
        if name == "rollback.sql" {
            rollback = Some(file);
        } else if name.starts_with(|c: char| c.is_ascii_digit()) {
            steps.push(file);
        }
    }
    match rollback {
        Some(rollback) => Ok((steps, rollback)),
        None => Err(HarnessError::message(format!("{} has no rollback.sql", folder.display()))),
    }
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>, HarnessError> {
    let failed = |error| HarnessError::io(format!("reading {}", directory.display()), error);
    let entries = std::fs::read_dir(directory).map_err(failed)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<String, HarnessError> {
    std::fs::read_to_string(path).map_err(|error| HarnessError::io(format!("reading {}", path.display()), error))
}

fn joined(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
