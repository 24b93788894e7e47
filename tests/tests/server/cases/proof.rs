//! The proof of a plan on a server: forward it equals building directly, backward it equals the start.

use schema_core::layout::{MigrationName, plan_files};
use schema_core::model::SchemaModel;
use schema_core::plan::{Plan, Undo, rollback};
use schema_core::sql::schema_script;
use schema_harness::TestDatabase;
use schema_postgres::catalog_text;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::Case;
use crate::migrations::dump;
use crate::support;

pub(crate) async fn prove(case: &Case, before: &SchemaModel, after: &SchemaModel, plan: &Plan) {
    let server = support::server();
    let database = server.empty_database(case.name).await.unwrap();
    let direct = server.empty_database(&format!("{}_direct", case.name)).await.unwrap();
    build_before(case, &database, before).await;

    let name = MigrationName::new(1, case.name).unwrap();
    let mut steps = Vec::new();
    let mut rollback_file = None;
    for file in plan_files(&name, plan, |_| true) {
        let file_name = file.path.rsplit('/').next().unwrap_or_default().to_owned();
        if file_name == "rollback.sql" {
            rollback_file = Some((file_name, file.text));
        } else if file_name.ends_with(".sql") {
            steps.push((file_name, file.text));
        }
    }
    let rollback_file = rollback_file.expect("a migration has a rollback.sql");
    let reversible = plan.irreversible().next().is_none();

    // Rows of tables that stay are counted; after the rollback all contents are compared, by the full dump.
    let counts = count_rows(before, after);
    let counted_dump = |name: &str, arguments: &str| {
        let (name, dump) = dump::file(name, arguments);
        (name, dump + &counts)
    };
    let (direct_dump, build_direct) = direct_file(case, &direct, after);
    let mut files = vec![counted_dump("before", "")];
    files.extend(steps);
    files.push(counted_dump("after", "--schema-only"));
    if reversible {
        files.extend([rollback_file.clone(), dump::file("back", "")]);
    }
    files.push((direct_dump.clone(), build_direct));

    let output = database.psql(&files).await.unwrap();
    let dump = |name: &str| dump::read(&output, name);
    dump::assert_equal("the plan does not lead to the schema", &dump(&direct_dump), &dump("after"));
    assert_eq!(dump::rest(&output, "before"), dump::rest(&output, "after"), "the plan loses rows");
    if reversible {
        dump::assert_equal("rollback.sql does not lead back", &dump("before"), &dump("back"));
        roll_back_from_prefixes(&database.connect().await.unwrap(), before, plan).await;
    } else {
        let refused = database.psql(&[rollback_file]).await.expect_err("rollback.sql of what cannot be undone fails");
        assert!(refused.message.contains("cannot be undone"), "{refused}");
        let again = server.empty_database(&format!("{}_prefix", case.name)).await.unwrap();
        build_before(case, &again, before).await;
        roll_back_from_prefixes(&again.connect().await.unwrap(), before, plan).await;
    }
}

/// The file that builds the schema after the plan in a database of its own, and dumps that.
fn direct_file(case: &Case, direct: &TestDatabase, after: &SchemaModel) -> (String, String) {
    let (name, dump) = dump::file("direct", &format!("--schema-only {}", direct.name()));
    let setup = case.read("setup.sql").unwrap_or_default();
    (name, format!("\\set QUIET on\n\\connect {}\n{setup}{}\n{dump}", direct.name(), schema_script(after)))
}

async fn build_before(case: &Case, database: &TestDatabase, before: &SchemaModel) {
    let (setup, rows) = (case.read("setup.sql").unwrap_or_default(), case.read("rows.sql").unwrap_or_default());
    database.execute(&format!("{setup}{}{rows}", schema_script(before))).await.unwrap();
}

/// Runs the first steps and their rollback, for every number of steps up to the first that cannot be undone.
async fn roll_back_from_prefixes(client: &Client, before: &SchemaModel, plan: &Plan) {
    let start = state(client, before).await;
    let undoable = plan.steps.iter().take_while(|step| !matches!(step.undo, Undo::Irreversible(_))).count();
    for done in 1..=undoable {
        let back = rollback(plan, done);
        // A step that leaves nothing behind is tried with the next one.
        if done < undoable && back == rollback(plan, done - 1) && plan.steps[done - 1].undo == Undo::Nothing {
            continue;
        }
        let forward = plan.steps[..done].iter().map(|step| &step.statement);
        for statement in forward.chain(back.iter().map(|step| &step.statement)) {
            let result = client.batch_execute(&statement.sql()).await;
            result.unwrap_or_else(|error| {
                let error = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
                panic!("after step {}, there or back: {error}\n{}", plan.steps[done - 1].id, statement.sql())
            });
        }
        let end = state(client, before).await;
        dump::assert_equal(&format!("the way back from step {}", plan.steps[done - 1].id), &start, &end);
    }
}

/// The catalog and all rows as text.
async fn state(client: &Client, model: &SchemaModel) -> String {
    let mut state = String::new();
    for table in catalog_text::tables(client).await.unwrap() {
        state.push_str(&table.text);
        state.push('\n');
    }
    state.push_str(&format!("extensions {:?}\n", catalog_text::counts(client).await.unwrap().extensions));
    state + &rows_text(client, model).await
}

/// All rows of the model's tables as text, each table's sorted.
pub(crate) async fn rows_text(client: &Client, model: &SchemaModel) -> String {
    let query = |table| {
        format!(
            "SELECT whole_row::text FROM ONLY {table} AS whole_row ORDER BY whole_row::text COLLATE pg_catalog.\"C\";"
        )
    };
    let queries: Vec<String> = model.tables.keys().map(query).collect();
    let mut text = String::new();
    for message in client.simple_query(&queries.concat()).await.unwrap() {
        match message {
            SimpleQueryMessage::Row(row) => text.push_str(row.get(0).expect("a row as text is not NULL")),
            SimpleQueryMessage::CommandComplete(_) => text.push_str("--"),
            _ => continue,
        }
        text.push('\n');
    }
    text
}

/// Writes the queries that count the rows of the tables that stay.
fn count_rows(before: &SchemaModel, after: &SchemaModel) -> String {
    let stay = before.tables.keys().filter(|table| after.tables.contains_key(table));
    stay.map(|table| format!("SELECT count(*) FROM {table};\n")).collect()
}
