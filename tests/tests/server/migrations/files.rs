//! The generated files, as they are committed.

use std::path::Path;

use schema_core::digest::sha256;
use schema_harness::{TestDatabase, project};

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

/// Returns the migration of that number: `0001`.
pub(super) fn migration(number: &str) -> Migration {
    let found = migrations().into_iter().find(|migration| migration.rollback.0.starts_with(number));
    found.unwrap_or_else(|| panic!("generated/migrations has no {number}"))
}

/// Returns every migration, in order.
pub(super) fn migrations() -> Vec<Migration> {
    // Messages name a file by the migration's number.
    let short = |(path, text): (String, String)| {
        let (number, file) = (&path[..4], path.rsplit('/').next().unwrap_or(&path));
        (format!("{number}/{file}"), text)
    };
    let migrations = support::migrations().into_iter().map(|migration| Migration {
        steps: migration.steps.into_iter().map(short).collect(),
        rollback: short(migration.rollback),
    });
    migrations.collect()
}

/// `generated/schema.sql`
pub(super) fn schema_sql() -> String {
    project::schema_sql(&support::generated()).unwrap_or_else(|error| panic!("{error}"))
}

/// The fixture's rows.
pub(super) fn reference_rows() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reference_rows.sql");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
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
