//! The reference schema's migrations, planned anew from the lock files that stand in `generated/`.

use std::path::{Path, PathBuf};

use schema_core::model::SchemaModel;
use schema_core::plan::{Plan, PlanInput, plan};
use schema_core::{lockfile, resolve};

/// A migration that stands in `generated/`.
pub(crate) struct Migration {
    /// The folder's name.
    pub(crate) name: String,
    /// Its steps.
    pub(crate) plan: Plan,
}

/// Plans every migration, the first one first.
pub(crate) fn all() -> Vec<Migration> {
    let declared = resolve::resolve(&schema_def::SCHEMA).unwrap_or_else(|defects| panic!("{}", joined(&defects)));
    let mut before: Option<SchemaModel> = None;
    let mut migrations = Vec::new();
    for name in names() {
        let after = model(&name);
        let from = before.replace(after.clone()).unwrap_or_else(|| SchemaModel::empty(after.postgres));
        let input = PlanInput { before: &from, after: &after, origins: &declared.origins, allow_data_loss: &[] };
        let plan = plan(&input).unwrap_or_else(|refusals| panic!("{name} is refused: {}", joined(&refusals)));
        migrations.push(Migration { name, plan });
    }
    migrations
}

/// The names of the folders that hold a lock file, in their order.
fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).unwrap_or_else(|error| panic!("{}: {error}", folder().display()));
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder().display())).path())
        .filter(|path| path.join("schema.lock").is_file())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

fn model(name: &str) -> SchemaModel {
    let path = folder().join(name).join("schema.lock");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    lockfile::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/migrations")
}

fn joined(diagnostics: &[schema_core::diagnostic::Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
