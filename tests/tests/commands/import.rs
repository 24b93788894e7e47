//! `cargo xtask import`: what it writes of each database in `tests/databases` stands in `tests/imported`, is compiled as a
//! part of this crate's library, and makes that database again.
//!
//! `INSTA_UPDATE=always` writes the folders anew; of a database that is new, a folder with a `lib.rs` must be there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schema_core::def::SchemaDef;
use schema_core::diagnostic::Severity;
use schema_core::lockfile;
use schema_core::model::{MajorRange, SchemaModel};
use schema_core::resolve::resolve;
use schema_core::rules;
use schema_core::sql::schema_script;
use schema_harness::TestDatabase;
use schema_postgres::catalog;
use schema_tests::imported;

use crate::support::{Folder, is_left_to_newest, migrated, run, server};

const RUSTFMT: &str = include_str!("../../../rustfmt.toml");

fn below_tests(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of a folder by name; none where there is no folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// Imports a database, compares what is written with what stands in `tests/imported`, and returns it; nothing where it was
/// written there anew.
fn is_written(name: &str, database: &TestDatabase) -> Option<BTreeMap<String, String>> {
    let folder = Folder::new(&format!("import_{name}"));
    folder.write("rustfmt.toml", RUSTFMT);
    let out = folder.path("out");
    run(&["import", "--database-url", database.url(), "--out", &out]).ends_with(0);
    let written = files(Path::new(&out));
    let kept = below_tests(&format!("imported/{name}"));
    if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") && files(&kept) != written {
        std::fs::remove_dir_all(&kept).ok();
        std::fs::create_dir_all(&kept).unwrap();
        for (name, text) in &written {
            std::fs::write(kept.join(name), text).unwrap();
        }
        return None;
    }
    let expected = files(&kept);
    for (file, text) in &written {
        assert_eq!(Some(text), expected.get(file), "{name}/{file}: INSTA_UPDATE=always writes it anew");
    }
    assert!(expected.keys().eq(written.keys()), "{name}: {:?} and {:?}", expected.keys(), written.keys());
    Some(written)
}

/// What a server has printed of a database, as lines, whatever the major.
async fn lines(database: &TestDatabase) -> String {
    let catalog = catalog::read(&database.connect().await.unwrap()).await.unwrap();
    let model = SchemaModel { postgres: MajorRange { min: 15, max: 18 }, printed_by: None, ..catalog.model };
    lockfile::write(&model)
}

/// Tells two texts apart, by their lines.
fn difference(was: &str, is: &str) -> String {
    similar::TextDiff::from_lines(was, is).unified_diff().context_radius(0).to_string()
}

/// Makes what a schema declares; says where that fails, for what is left out may be needed. No rule of gen's stops it.
async fn made(label: &str, schema: &'static SchemaDef) -> Result<TestDatabase, String> {
    let declared = resolve(schema).unwrap_or_else(|found| panic!("{label}: {found:?}"));
    let found = rules::check(schema, &declared, "2026-01-01").into_iter();
    let errors: Vec<String> =
        found.filter(|found| found.severity == Severity::Error).map(|error| error.to_string()).collect();
    if !errors.is_empty() {
        return Err(errors.join("\n"));
    }
    let database = server().empty_database(label).await.unwrap();
    let result = database.execute(&schema_script(&declared.model)).await;
    result.map(|()| database).map_err(|error| format!("{label}: {error}"))
}

fn imported_schema(name: &str) -> &'static SchemaDef {
    let found = imported::ALL.iter().find(|(other, _)| *other == name);
    found.unwrap_or_else(|| panic!("tests/imported/{name} is not there: INSTA_UPDATE=always writes it")).1
}

#[tokio::test]
async fn an_imported_database_is_made_again() {
    if is_left_to_newest() {
        return;
    }
    let major = server().info().major.to_string();
    let mut anew = Vec::new();
    for entry in std::fs::read_dir(below_tests("databases")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let sql = std::fs::read_to_string(&path).unwrap();
        let majors = sql.lines().find_map(|line| line.strip_prefix("-- majors: "));
        if majors.is_some_and(|majors| !majors.split(", ").any(|one| one == major)) {
            continue;
        }
        let database = server().empty_database(&format!("import_{name}")).await.unwrap();
        database.execute(&sql).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        let Some(written) = is_written(&name, &database) else {
            anew.push(name);
            continue;
        };
        if sql.starts_with("-- no round trip") || sql.contains("\n-- no round trip") {
            continue;
        }
        let again = made(&format!("import_{name}_again"), imported_schema(&name)).await;
        let difference = match again {
            Ok(again) => difference(&lines(&database).await, &lines(&again).await),
            Err(error) => error,
        };
        let is_all_declared = written["IMPORT.md"].contains("## Not declared\n\nNothing.\n");
        // What is left out is told, and nothing else is missing; nothing is told for no reason.
        assert_eq!(difference.is_empty(), is_all_declared, "{name}\n{difference}");
    }
    assert!(anew.is_empty(), "written anew: {}; look at it, and build it by another run", anew.join(", "));
}

#[tokio::test]
async fn the_reference_schema_is_imported_as_it_is_declared() {
    let database = migrated("import_reference").await;
    assert!(is_written("reference", &database).is_some(), "written anew; look at it, and build it by another run");
    let again = made("import_reference_again", imported_schema("reference")).await.unwrap();
    let by_hand = made("import_reference_by_hand", &schema_def::SCHEMA).await.unwrap();
    assert_eq!(difference(&lines(&by_hand).await, &lines(&again).await), "");
    run(&["plan", "--from", database.url(), "--to", again.url()]).ends_with(0).says("nothing to do: ");
    let scopes = |schema: &SchemaDef| {
        let scopes = schema.tables.iter().map(|table| (table.name, table.scope.to_vec()));
        scopes.collect::<BTreeMap<&str, Vec<&str>>>()
    };
    assert_eq!(scopes(imported_schema("reference")), scopes(&schema_def::SCHEMA));
}

#[tokio::test]
async fn a_folder_that_is_not_empty_is_refused() {
    let folder = Folder::new("import_not_empty");
    folder.write("lib.rs", "");
    let database = server().empty_database("import_not_empty").await.unwrap();
    run(&["import", "--database-url", database.url(), "--out", &folder.path("")])
        .ends_with(2)
        .complains("is not empty");
}

#[tokio::test]
async fn a_database_that_cannot_be_read_is_told() {
    let folder = Folder::new("import_unread");
    let out = folder.path("out");
    run(&["import", "--database-url", "postgres://nobody@127.0.0.1:1/none", "--out", &out])
        .ends_with(4)
        .complains("cannot read the database");
    assert!(!Path::new(&out).exists());
}

#[tokio::test]
async fn a_table_of_a_migration_runner_is_named_and_left_out_where_that_is_asked_for() {
    let folder = Folder::new("import_without");
    let database = server().empty_database("import_without").await.unwrap();
    let sql = "CREATE TABLE public.schema_migrations (id serial PRIMARY KEY, version text);
               CREATE TABLE public.orders (id bigint PRIMARY KEY);
               CREATE TABLE public.lines (id bigint PRIMARY KEY REFERENCES public.orders (id));";
    database.execute(sql).await.unwrap();
    let import = |out: &str, without: &[&str]| {
        run(&[&["import", "--database-url", database.url(), "--out", &folder.path(out)], without].concat())
    };
    import("all", &[])
        .ends_with(0)
        .complains("public.schema_migrations looks like the table that Rails")
        .says("3 tables");
    let without = import("without", &["--without", "public.schema_migrations"]);
    without.ends_with(0).says("2 tables").complains("not declared: table public.schema_migrations: --without names it");
    assert!(files(Path::new(&folder.path("without"))).keys().all(|name| !name.contains("schema_migrations")));
    import("none", &["--without", "public.orders"])
        .ends_with(2)
        .complains("a foreign key of public.lines refers to it");
    import("none", &["--without", "schema_migrations"]).ends_with(2).complains("no such table");
}
