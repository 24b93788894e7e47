//! Empty, 0001, rows, 0002, and back: each state equals the one it must equal.

use std::path::Path;

use schema_core::resolve::resolve;
use schema_postgres::catalog_text::{self, Counts, TableText};

use super::{dump, files};
use crate::cases::rows_text;
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
        extensions: vec!["pgcrypto".to_owned()],
    }
}

/// What it has after 0002: 57 of 57.
fn after_0002() -> Counts {
    Counts { foreign_keys: 57, validated_foreign_keys: 57, checks: 22, ..after_0001() }
}

#[tokio::test]
async fn the_history_is_replayed_and_undone() {
    let server = support::server();
    let (database, direct) =
        (server.empty_database("history").await.unwrap(), server.empty_database("history_direct").await.unwrap());
    let client = database.connect().await.unwrap();
    let model = resolve(&schema_def::SCHEMA).unwrap().model;
    let (first, second) = (files::migration("0001"), files::migration("0002"));

    let mut run = vec![dump::file("empty", "")];
    run.extend(first.steps);
    run.push(("rows.sql".to_owned(), files::reference_rows()));
    run.push(dump::file("after_0001", ""));
    let forward = database.psql(&run).await.unwrap();
    assert_eq!(catalog_text::counts(&client).await.unwrap(), after_0001());
    let rows = rows_text(&client, &model).await;

    let mut run = second.steps;
    run.push(dump::file("after_0002", "--schema-only"));
    run.push(("schema.sql".to_owned(), format!("\\connect {}\n{}", direct.name(), files::schema_sql())));
    run.push(dump::file("direct", &format!("--schema-only {}", direct.name())));
    let forward_again = database.psql(&run).await.unwrap();
    assert_eq!(catalog_text::counts(&client).await.unwrap(), after_0002());
    assert_eq!(rows_text(&client, &model).await, rows, "0002 changes rows");
    dump::assert_equal(
        "0001 and 0002 do not lead to schema.sql",
        &dump::read(&forward_again, "direct"),
        &dump::read(&forward_again, "after_0002"),
    );
    assert_catalog_snapshots(&catalog_text::tables(&client).await.unwrap());
    // Our own reader agrees with pg_dump.
    let direct_client = direct.connect().await.unwrap();
    assert_eq!(catalog_text::tables(&client).await.unwrap(), catalog_text::tables(&direct_client).await.unwrap());

    let back = [second.rollback, dump::file("back_to_0001", ""), first.rollback, dump::file("back_to_empty", "")];
    let back = database.psql(&back).await.unwrap();
    dump::assert_equal(
        "the rollback of 0002 does not lead back, rows included",
        &dump::read(&forward, "after_0001"),
        &dump::read(&back, "back_to_0001"),
    );
    dump::assert_equal(
        "the rollback of 0001 does not lead back",
        &dump::read(&forward, "empty"),
        &dump::read(&back, "back_to_empty"),
    );
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
