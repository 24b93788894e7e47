//! The generated files, as they are committed.

use std::path::{Path, PathBuf};

use schema_core::digest::sha256;
use schema_harness::TestDatabase;

use crate::support;

/// A migration's files for psql: name and text.
pub(super) struct Migration {
    /// The numbered files, in their order.
    pub(super) steps: Vec<(String, String)>,
    /// `rollback.sql`
    pub(super) rollback: (String, String),
}

impl Migration {
    /// The numbered files whose numbers lie between these two, both included.
    pub(super) fn files(&self, first: &str, last: &str) -> &[(String, String)] {
        let at = |word: &str| {
            let position = self.steps.iter().position(|(name, _)| name.contains(word));
            position.unwrap_or_else(|| panic!("no file is called like {word}"))
        };
        &self.steps[at(first)..=at(last)]
    }
}

/// Reads the migration of that number: `0001`.
pub(super) fn migration(number: &str) -> Migration {
    let folder = entries(&generated().join("migrations"))
        .into_iter()
        .find(|path| file_name(path).starts_with(number))
        .unwrap_or_else(|| panic!("generated/migrations has no {number}"));
    let mut steps = Vec::new();
    let mut rollback = None;
    for path in entries(&folder) {
        let name = file_name(&path);
        let file = (format!("{number}/{name}"), read(&path));
        if name == "rollback.sql" {
            rollback = Some(file);
        } else if name.starts_with(|c: char| c.is_ascii_digit()) {
            steps.push(file);
        }
    }
    Migration { steps, rollback: rollback.expect("a migration has a rollback.sql") }
}

/// Reads every migration, in order.
pub(super) fn migrations() -> Vec<Migration> {
    let folders = entries(&generated().join("migrations"));
    folders.iter().map(|folder| migration(&file_name(folder)[..4])).collect()
}

/// `generated/schema.sql`
pub(super) fn schema_sql() -> String {
    read(&generated().join("schema.sql"))
}

/// The fixture's rows.
pub(super) fn reference_rows() -> String {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reference_rows.sql"))
}

/// A database after 0001, with the fixture's rows.
pub(super) async fn database_after_0001(label: &str) -> TestDatabase {
    database(label, &[migration("0001")]).await
}

/// A database after 0001 and 0002, with the fixture's rows.
pub(super) async fn database_after_0002(label: &str) -> TestDatabase {
    database(label, &[migration("0001"), migration("0002")]).await
}

/// A database after these migrations, with the fixture's rows.
pub(super) async fn database(label: &str, migrations: &[Migration]) -> TestDatabase {
    let mut files: Vec<(String, String)> = migrations.iter().flat_map(|migration| migration.steps.clone()).collect();
    files.push(("rows.sql".to_owned(), reference_rows()));
    let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
    let digest = sha256(texts.concat().as_bytes());
    let build = async |template: &TestDatabase| Ok(template.psql(&files).await.map(|_| ())?);
    support::server().database(label, &digest, build).await.unwrap()
}

fn generated() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated")
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("an entry has a name").to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
