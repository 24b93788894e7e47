//! Empty, 0001, rows, 0002, and back: each state equals the one it must equal.

use std::path::Path;

use schema_postgres::catalog_text::{self, Counts, TableText};

use super::{dump, files};
use crate::support;

/// What the reference schema has after 0001: the staging of the reports.
fn after_0001() -> Counts {
    Counts {
        tables: 18,
        foreign_keys: 1,
        validated_foreign_keys: 1,
        checks: 21,
        secondary_indexes: 89,
        partial_unique_indexes: 1,
        triggers: 0,
        extensions: vec!["pgcrypto".to_owned()],
    }
}

/// What it has after 0002: 57 of 57.
fn after_0002() -> Counts {
    Counts { foreign_keys: 57, validated_foreign_keys: 57, checks: 22, ..after_0001() }
}

/// What it has after 0003: invariants, and nothing else that is new.
fn after_0003() -> Counts {
    Counts { triggers: 23, ..after_0002() }
}

#[tokio::test]
async fn the_history_is_replayed_and_undone() {
    let server = support::server();
    let (database, direct) =
        (server.empty_database("history").await.unwrap(), server.empty_database("history_direct").await.unwrap());
    let client = database.connect().await.unwrap();
    let migrations = files::migrations();

    // What the dump says before each migration; of all that follow the first, rows included.
    let mut before = vec![dump::read(&database.psql(&[dump::file("empty", "")]).await.unwrap(), "empty")];
    let mut rows = Vec::new();
    for (at, migration) in migrations.iter().enumerate() {
        let mut run = migration.steps.clone();
        if at == 0 {
            run.push(("rows.sql".to_owned(), files::reference_rows()));
        }
        run.extend([dump::file("after", ""), dump::file("rows", "--data-only")]);
        let output = database.psql(&run).await.unwrap();
        before.push(dump::read(&output, "after"));
        rows.push(dump::read(&output, "rows"));
        match at {
            0 => assert_eq!(catalog_text::counts(&client).await.unwrap(), after_0001()),
            1 => assert_eq!(catalog_text::counts(&client).await.unwrap(), after_0002()),
            2 => assert_eq!(catalog_text::counts(&client).await.unwrap(), after_0003()),
            _ => {}
        }
    }
    // pg_dump writes referenced tables first, so the order of the tables changes.
    let sorted = |dump: &str| {
        let mut lines: Vec<&str> = dump.lines().collect();
        lines.sort_unstable();
        lines.join("\n")
    };
    dump::assert_equal("0002 changes rows", &sorted(&rows[0]), &sorted(&rows[1]));

    let schema = [
        dump::file("migrated", "--schema-only"),
        ("schema.sql".to_owned(), format!("\\connect {}\n{}", direct.name(), files::schema_sql())),
        dump::file("direct", &format!("--schema-only {}", direct.name())),
    ];
    let schema = database.psql(&schema).await.unwrap();
    dump::assert_equal(
        "the migrations do not lead to schema.sql",
        &dump::read(&schema, "direct"),
        &dump::read(&schema, "migrated"),
    );
    assert_catalog_snapshots(&catalog_text::tables(&client).await.unwrap());
    // Our own reader agrees with pg_dump.
    let direct_client = direct.connect().await.unwrap();
    assert_eq!(catalog_text::tables(&client).await.unwrap(), catalog_text::tables(&direct_client).await.unwrap());

    for (migration, before) in migrations.iter().zip(&before).rev() {
        let back = [migration.rollback.clone(), dump::file("back", "")];
        let back = database.psql(&back).await.unwrap();
        let what = format!("{} does not lead back", migration.rollback.0);
        dump::assert_equal(&what, before, &dump::read(&back, "back"));
    }
    assert_eq!(catalog_text::counts(&client).await.unwrap(), Counts::default());
}

/// One file per table; where a major truly differs, one more with its number: `users@18.snap`.
fn assert_catalog_snapshots(tables: &[TableText]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/catalog");
    for table in tables {
        let name = table.name.trim_start_matches("public.");
        let mut settings = support::snapshots("catalog");
        let major = support::server().major();
        if folder.join(format!("{name}@{major}.snap")).exists() {
            settings.set_snapshot_suffix(major.to_string());
        }
        settings.bind(|| insta::assert_snapshot!(name, table.text));
    }
    for entry in std::fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        let name = file.split(['.', '@']).next().unwrap_or_default();
        let is_there = tables.iter().any(|table| table.name == format!("public.{name}"));
        assert!(is_there, "snapshots/catalog/{file} is of no table; remove it");
    }
}
