//! `cargo xtask export`: what is exported, run by the runners themselves.

use std::path::Path;

use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use schema_harness::TestDatabase;
use sqlx::Connection;
use sqlx::migrate::Migrator;

use crate::support::{Folder, migrate, migrated, run, server};

/// Exports the reference schema's migrations into a folder.
fn export(format: &str, folder: &str) {
    run(&["export", "--format", format, "--out", folder]).ends_with(0).says("wrote 0002_master_table_foreign_keys");
    run(&["export", "--format", format, "--out", folder, "--check"]).ends_with(0);
}

/// The schema of a database, without what a runner keeps there for itself.
async fn schema(database: &TestDatabase) -> String {
    let tables = ["_sqlx_migrations", "refinery_schema_history", "__diesel_schema_migrations"];
    let without: Vec<String> = tables.iter().map(|table| format!("--exclude-table={table}")).collect();
    let arguments: Vec<&str> = ["--schema-only"].into_iter().chain(without.iter().map(String::as_str)).collect();
    let dump = database.pg_dump(&arguments).await.unwrap();
    // Each dump has a key of its own.
    dump.lines()
        .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Rows that 0001 takes.
const ROWS: &str = "
    INSERT INTO public.workspaces (code, name) VALUES ('n', 'north'), ('s', 'south');
    INSERT INTO public.users (id, username, email, display_name) VALUES ('u1', 'a', 'a@example.org', 'A');
    INSERT INTO public.config_versions (workspace_id, version, title, created_by)
    SELECT id, 1, 'first', 'u1' FROM public.workspaces;";

/// An error with what is behind it, and no more.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn sorted(folder: &str) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[tokio::test]
async fn psql_runs_a_file_there_and_one_back() {
    let folder = Folder::new("export_psql");
    export("psql", &folder.path(""));
    let database = server().empty_database("export_psql").await.unwrap();
    let empty = schema(&database).await;
    let run_all = async |names: Vec<String>| {
        for name in names {
            let text = std::fs::read_to_string(Path::new(&folder.path("")).join(&name)).unwrap();
            database.psql(&[(name, text)]).await.unwrap();
        }
    };
    let (down, up): (Vec<String>, Vec<String>) =
        sorted(&folder.path("")).into_iter().partition(|name| name.ends_with(".down.sql"));
    assert_eq!((up.len(), down.len()), (3, 3));
    run_all(up).await;
    assert_eq!(schema(&database).await, schema(&migrated("export_psql_declared").await).await);
    run_all(down.into_iter().rev().collect()).await;
    assert_eq!(schema(&database).await, empty);
}

#[tokio::test]
async fn sqlx_runs_each_step_there_and_back() {
    let folder = Folder::new("export_sqlx");
    // There is a migration of one's own already.
    folder.write("20240101000000_audit.up.sql", "CREATE TABLE public.audit (id bigint);");
    folder.write("20240101000000_audit.down.sql", "DROP TABLE public.audit;");
    export("sqlx", &folder.path(""));
    let database = server().empty_database("export_sqlx").await.unwrap();
    let mut connection = sqlx::PgConnection::connect(database.url()).await.unwrap();
    let migrator = Migrator::new(Path::new(&folder.path(""))).await.unwrap();
    let empty = schema(&database).await;
    migrator.run_direct(None, &mut connection, false).await.unwrap();
    let declared = migrated("export_sqlx_declared").await;
    declared.execute("CREATE TABLE public.audit (id bigint)").await.unwrap();
    assert_eq!(schema(&database).await, schema(&declared).await);
    // From the middle back, and there again.
    let versions: Vec<i64> = migrator
        .iter()
        .filter(|migration| migration.migration_type.is_up_migration())
        .map(|migration| migration.version)
        .collect();
    migrator.undo(&mut connection, versions[versions.len() / 2]).await.unwrap();
    migrator.run(&mut connection).await.unwrap();
    assert_eq!(schema(&database).await, schema(&declared).await);
    migrator.undo(&mut connection, 0).await.unwrap();
    assert_eq!(schema(&database).await, empty);
}

#[tokio::test]
async fn what_fails_changes_nothing_and_the_next_run_goes_on() {
    let folder = Folder::new("export_resumed");
    export("sqlx", &folder.path(""));
    let database = server().empty_database("export_resumed").await.unwrap();
    migrate(&database, "0001_master_tables").await;
    database.execute(ROWS).await.unwrap();
    let mut connection = sqlx::PgConnection::connect(database.url()).await.unwrap();
    let migrator = Migrator::new(Path::new(&folder.path(""))).await.unwrap();
    // What psql has run is recorded as done.
    let of_first = migrator
        .iter()
        .filter(|migration| migration.description.starts_with("0001 "))
        .map(|migration| migration.version);
    migrator.skip(&mut connection, of_first.max()).await.unwrap();
    // Somebody writes to a table that foreign keys of the middle refer to, and no index is built on.
    let other = database.connect().await.unwrap();
    other.batch_execute("BEGIN; LOCK TABLE public.users IN ROW EXCLUSIVE MODE").await.unwrap();
    let error = migrator.run(&mut connection).await.unwrap_err();
    let text = told(&error);
    assert!(text.contains("lock timeout") || text.contains("statement timeout"), "{text}");
    other.batch_execute("COMMIT").await.unwrap();
    migrator.run(&mut connection).await.unwrap();
    assert_eq!(schema(&database).await, schema(&migrated("export_resumed_declared").await).await);
    assert_eq!(rows(&database).await, "2");
}

/// Records as done what psql has run of 0001.
async fn skip_first(migrator: &Migrator, connection: &mut sqlx::PgConnection) {
    let of_first = migrator.iter().filter(|migration| migration.description.starts_with("0001 "));
    let newest = of_first.map(|migration| migration.version).max();
    migrator.skip(connection, newest).await.unwrap();
}

async fn rows(database: &TestDatabase) -> String {
    let client = database.connect().await.unwrap();
    client.query_one("SELECT count(*)::text FROM public.config_versions", &[]).await.unwrap().get(0)
}

#[test]
fn files_of_several_steps_keep_nobody_waiting() {
    let folder = Folder::new("export_together");
    export("sqlx", &folder.path(""));
    let is_step = |line: &&str| line.strip_prefix("-- ").is_some_and(|rest| rest.as_bytes().get(2) == Some(&b'.'));
    let mut together = 0;
    for name in sorted(&folder.path("")).iter().filter(|name| name.ends_with(".up.sql")) {
        let text = std::fs::read_to_string(folder.path(name)).unwrap();
        if text.lines().filter(is_step).count() > 1 {
            together += 1;
            let mut locks = text.lines().filter(|line| line.starts_with("-- locks"));
            assert!(
                locks.all(|line| !line.contains("writes wait, ") && !line.contains("(reads and writes wait)")),
                "{name}"
            );
        }
    }
    assert!(together > 3, "{together}");
}

#[tokio::test]
async fn who_waits_for_an_advisory_lock_keeps_an_index_build_waiting() {
    let database = server().empty_database("export_advisory").await.unwrap();
    database.execute("CREATE TABLE public.t (id integer)").await.unwrap();
    let (builds, waits) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    builds.batch_execute("SELECT pg_advisory_lock(1)").await.unwrap();
    let waiting = tokio::spawn(async move { waits.batch_execute("SELECT pg_advisory_lock(1)").await });
    let is_waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
    while !builds.query_one(is_waiting, &[]).await.unwrap().get::<_, bool>(0) {
        tokio::task::yield_now().await;
    }
    // Each waits for the other, and the server ends one of them.
    let built = builds.batch_execute("CREATE INDEX CONCURRENTLY i ON public.t (id)").await;
    builds.batch_execute("SELECT pg_advisory_unlock(1)").await.unwrap();
    let errors = [built.err(), waiting.await.unwrap().err()];
    let codes: Vec<&str> = errors.iter().flatten().filter_map(|error| error.code()).map(|code| code.code()).collect();
    assert_eq!(codes, ["40P01"]);
}

#[tokio::test]
async fn a_session_with_timeouts_is_refused_before_anything_changes() {
    let folder = Folder::new("export_timeouts");
    export("sqlx", &folder.path(""));
    let database = server().empty_database("export_timeouts").await.unwrap();
    migrate(&database, "0001_master_tables").await;
    let before = schema(&database).await;
    let separator = if database.url().contains('?') { '&' } else { '?' };
    let url = format!("{}{separator}options=-c%20statement_timeout%3D5s", database.url());
    let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
    let migrator = Migrator::new(Path::new(&folder.path(""))).await.unwrap();
    skip_first(&migrator, &mut connection).await;
    let error = migrator.run(&mut connection).await.unwrap_err();
    let text = told(&error);
    assert!(text.contains("this session has lock_timeout = 0, statement_timeout = 5s"), "{text}");
    assert_eq!(schema(&database).await, before);
}

#[tokio::test]
async fn refinery_runs_all_but_what_needs_to_leave_its_transaction() {
    let folder = Folder::new("export_refinery");
    export("refinery", &folder.path(""));
    let migrations = refinery::load_sql_migrations(folder.path("")).unwrap();
    let run_all = async |database: &TestDatabase| {
        let mut client = database.connect().await.unwrap();
        refinery::Runner::new(&migrations).run_async(&mut client).await.map(|_| ()).map_err(|error| told(&error))
    };
    let database = server().empty_database("export_refinery").await.unwrap();
    run_all(&database).await.unwrap();
    let declared = schema(&migrated("export_refinery_declared").await).await;
    assert_eq!(schema(&database).await, declared);

    // Where there are rows, indexes are not built while everybody waits.
    let database = server().empty_database("export_refinery_rows").await.unwrap();
    let mut client = database.connect().await.unwrap();
    migrate(&database, "0001_master_tables").await;
    // What psql has run is recorded as done.
    let first = migrations.iter().filter(|migration| migration.name().starts_with("0001_"));
    let target = refinery::Target::FakeVersion(first.map(|migration| migration.version()).max().unwrap());
    refinery::Runner::new(&migrations).set_target(target).run_async(&mut client).await.unwrap();
    database.execute(ROWS).await.unwrap();
    let text = run_all(&database).await.unwrap_err();
    assert!(text.contains("does not run in a transaction, and refinery has no other"), "{text}");
    // Each statement that the error gives is run, outside of its transaction.
    let mut indexes = 0;
    while let Err(error) = refinery::Runner::new(&migrations).run_async(&mut client).await {
        let detail =
            std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source()).find_map(|error| {
                error.downcast_ref::<tokio_postgres::Error>()?.as_db_error()?.detail().map(str::to_owned)
            });
        client.batch_execute(&detail.unwrap_or_else(|| panic!("{}", told(&error)))).await.unwrap();
        indexes += 1;
    }
    assert_eq!(indexes, 1, "only config_versions has rows");
    assert_eq!(schema(&database).await, declared);
}

#[tokio::test(flavor = "multi_thread")]
async fn diesel_runs_each_step_there_and_back() {
    let folder = Folder::new("export_diesel");
    folder.write("2024-01-01-000000_audit/up.sql", "CREATE TABLE public.audit (id bigint);");
    folder.write("2024-01-01-000000_audit/down.sql", "DROP TABLE public.audit;");
    export("diesel", &folder.path(""));
    let database = server().empty_database("export_diesel").await.unwrap();
    let empty = schema(&database).await;
    let connection = AsyncPgConnection::establish(database.url()).await.unwrap();
    let mut harness = AsyncMigrationHarness::new(connection);
    let migrations = || FileBasedMigrations::from_path(folder.path("")).unwrap();
    harness.run_pending_migrations(migrations()).unwrap();
    let declared = migrated("export_diesel_declared").await;
    declared.execute("CREATE TABLE public.audit (id bigint)").await.unwrap();
    assert_eq!(schema(&database).await, schema(&declared).await);
    harness.revert_all_migrations(migrations()).unwrap();
    assert_eq!(schema(&database).await, empty);
}
