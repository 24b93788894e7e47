//! What is exported for a runner does what the plan does, and its ways back lead back one by one.

use schema_core::export::{Format, Migration, Place, export};
use schema_core::layout::{MigrationName, plan_files};
use schema_harness::TestDatabase;
use schema_postgres::catalog_text::Prepared;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::proof::{Proof, assert_same_catalog, build_before, state};
use crate::migrations::dump;
use crate::support;

/// How sqlx is told to leave a file alone.
const OUTSIDE: &str = "-- no-transaction\n";

/// Runs the files as sqlx and refinery run them, from databases as they are before.
pub(crate) async fn prove_exported(proof: &Proof<'_>, direct: &TestDatabase) {
    let name = MigrationName::new(1, proof.name).unwrap();
    let migration = migration(&name, proof);
    let server = support::server();

    let database = server.empty_database(&format!("{}_sqlx", proof.name)).await.unwrap();
    build_before(proof, &database).await;
    let client = database.connect().await.unwrap();
    let catalog = Prepared::new(&client).await.unwrap();
    let start = state(&catalog, proof).await;
    let (up, down) =
        files(Format::Sqlx, &migration).into_iter().partition::<Vec<_>, _>(|(path, _)| path.ends_with(".up.sql"));
    for (path, text) in &up {
        run(&client, text).await.unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    }
    assert_same_catalog(&database, direct).await;
    if proof.plan.irreversible().next().is_none() {
        for (path, text) in down.iter().rev() {
            run(&client, text).await.unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        }
        dump::assert_equal("the exported way back does not lead back", &start, &state(&catalog, proof).await);
    }

    let database = server.empty_database(&format!("{}_refinery", proof.name)).await.unwrap();
    build_before(proof, &database).await;
    let client = database.connect().await.unwrap();
    for (path, text) in files(Format::Refinery, &migration) {
        while let Err(error) = run(&client, &text).await {
            client.batch_execute("ROLLBACK").await.unwrap();
            let detail = error.as_db_error().and_then(|error| error.detail());
            let statement =
                detail.filter(|_| text.contains("\n-- here ")).unwrap_or_else(|| panic!("{path}: {error:?}\n{text}"));
            client.batch_execute(statement).await.unwrap_or_else(|error| panic!("{path}: {error}\n{statement}"));
        }
    }
    assert_same_catalog(&database, direct).await;
}

fn migration<'a>(name: &'a MigrationName, proof: &Proof<'_>) -> Migration<'a> {
    let (mut steps, mut rollback) = (Vec::new(), String::new());
    for file in plan_files(name, proof.plan, |file| file.path.ends_with(".sql")) {
        match file.path.rsplit('/').next().unwrap() {
            "rollback.sql" => rollback = file.text,
            file_name => steps.push((file_name.to_owned(), file.text)),
        }
    }
    Migration { name, steps, rollback, plan: Some(proof.plan.clone()) }
}

/// The files in the order of their versions.
fn files(format: Format, migration: &Migration<'_>) -> Vec<(String, String)> {
    let place = Place { first: 1, width: format.width() };
    let mut files = export(format, migration, place).files;
    files.sort_by_key(|file| format.version(&file.path));
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

/// Runs one file as a runner does: in one message, in a transaction that has something to do behind it.
async fn run(client: &Client, text: &str) -> Result<(), tokio_postgres::Error> {
    if text.starts_with(OUTSIDE) {
        return client.batch_execute(text).await;
    }
    let before = search_path(client).await;
    client.batch_execute("BEGIN").await?;
    client.batch_execute(text).await?;
    assert_eq!(search_path(client).await, before, "another search_path is left behind\n{text}");
    client.batch_execute("COMMIT").await
}

async fn search_path(client: &Client) -> String {
    let messages = client.simple_query("SHOW search_path").await.unwrap();
    let row = messages.into_iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    row.unwrap().get(0).unwrap().to_owned()
}
