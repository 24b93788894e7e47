//! C3 to C6: what a database's tables do, tried on an empty copy of them beside the declared schema.

use schema_core::def::SchemaDef;
use schema_core::sql::schema_script;
use schema_harness::behaviour::{Aspect, Comparison, compare};
use schema_harness::matrix::{self, Subject};
use schema_harness::{Server, TestDatabase};
use schema_postgres::Client;
use schema_postgres::catalog_text::{self, TableText};
use schema_postgres::verify::{Probe, reason};

use super::super::scratch::Scratch;
use super::super::servers::progress;

/// What an INSERT of one row may take, foreign keys and triggers included, in milliseconds: the runbook's threshold.
const INSERT_BUDGET_MS: f64 = 10.0;

/// Asks everything. What cannot be set up makes all of it unknown.
pub(super) async fn probe(client: &Client, schema: &'static SchemaDef, scratch_url: Option<&str>) -> Vec<Probe> {
    match tried(client, schema, scratch_url).await {
        Ok(probes) => probes,
        Err(reason) => {
            let unknown =
                |(id, question): (&str, &str)| Probe::unknown(id, question, "as declared".to_owned(), reason.clone());
            [DEFINITIONS].into_iter().chain(Aspect::ALL.map(wording)).chain([INSERTS]).map(unknown).collect()
        }
    }
}

const DEFINITIONS: (&str, &str) =
    ("C1.definitions", "what the server prints of the declared tables: defaults, expressions, predicates and all");

const INSERTS: (&str, &str) = ("C6.insert_time", "tables whose INSERT of one row is within 10 ms, triggers included");

fn wording(aspect: Aspect) -> (&'static str, &'static str) {
    match aspect {
        Aspect::FreezingLifecycle => {
            ("C3.lifecycle", "attempts on lifecycles that freeze other rows, and on activation")
        }
        Aspect::Lifecycle => ("C4.lifecycles", "attempts on other lifecycles"),
        Aspect::Scope => ("C5.scopes", "attempts to refer across scopes"),
        Aspect::Rule => ("C6.rules", "attempts on all other rules: foreign keys, keys, CHECKs, frozen rows"),
    }
}

async fn tried(client: &Client, schema: &'static SchemaDef, scratch_url: Option<&str>) -> Result<Vec<Probe>, String> {
    let subject = Subject::of(schema).map_err(|error| error.to_string())?;
    let statements = schema_postgres::clone_script(client).await.map_err(|error| reason(&error))?;
    let scratch = Scratch::find(Some(major(client).await?), scratch_url).await?;
    progress(&format!("trying {} tables on an empty copy", subject.model.tables.len()));
    let declared = database(scratch.server(), "verify_declared", &schema_script(&subject.model)).await?;
    let copy = database(scratch.server(), "verify_copy", &statements.join(";\n"))
        .await
        .map_err(|error| format!("the tables cannot be copied: {error}"))?;
    let (expected, actual) = (matrix_of(&declared, &subject).await?, matrix_of(&copy, &subject).await?);
    let mut probes = vec![definitions(scratch.server(), &declared, &copy).await?];
    probes.extend(compare(&subject.model, &expected, &actual).into_iter().filter_map(probe_of));
    probes.push(insert_times(&copy, &subject).await?);
    Ok(probes)
}

/// Compares what the server prints of both. The declared tables are copied once as well: PostgreSQL prints some
/// expressions otherwise than it has read them, the first time.
async fn definitions(server: &Server, declared: &TestDatabase, copy: &TestDatabase) -> Result<Probe, String> {
    let client = declared.connect().await.map_err(|error| error.to_string())?;
    let statements = schema_postgres::clone_script(&client).await.map_err(|error| reason(&error))?;
    let again = database(server, "verify_again", &statements.join(";\n")).await?;
    let (expected, actual) = (tables_of(&again).await?, tables_of(copy).await?);
    let mut amiss = Vec::new();
    let mut lines = 0;
    for table in &expected {
        let there = actual.iter().find(|other| other.name == table.name).map_or("", |other| other.text.as_str());
        let differing = |text: &str, other: &str, what: &str| -> Vec<String> {
            let gone = text.lines().filter(|line| !other.lines().any(|is| is == *line));
            gone.map(|line| format!("{}: {what} {}", table.name, line.trim())).collect()
        };
        lines += table.text.lines().count();
        amiss.extend(differing(&table.text, there, "declared, and not there:"));
        amiss.extend(differing(there, &table.text, "there, and not declared:"));
    }
    let (id, question) = DEFINITIONS;
    let actual = if amiss.is_empty() { "all".to_owned() } else { format!("{} differ", amiss.len()) };
    Ok(Probe::compared(id, question, format!("all of {lines} lines"), actual, amiss))
}

async fn tables_of(database: &TestDatabase) -> Result<Vec<TableText>, String> {
    let client = database.connect().await.map_err(|error| error.to_string())?;
    let tables = catalog_text::tables(&client).await.map_err(|error| reason(&error))?;
    // Comments are no part of the copy.
    let without_comments = |table: TableText| {
        let text = table.text.split("\ncomments\n").next().unwrap_or_default().to_owned();
        TableText { text, ..table }
    };
    Ok(tables.into_iter().map(without_comments).collect())
}

async fn matrix_of(database: &TestDatabase, subject: &Subject) -> Result<matrix::Matrix, String> {
    let client = database.connect().await.map_err(|error| error.to_string())?;
    matrix::run_subject(&client, subject).await.map_err(|error| error.to_string())
}

async fn database(server: &Server, label: &str, script: &str) -> Result<TestDatabase, String> {
    let database = server.empty_database(label).await.map_err(|error| error.to_string())?;
    database.execute(script).await.map_err(|error| error.to_string())?;
    Ok(database)
}

/// An aspect that no line is about is not asked.
fn probe_of(comparison: Comparison) -> Option<Probe> {
    let Comparison { aspect, lines, differing } = comparison;
    let (id, question) = wording(aspect);
    let actual = format!("{} of {lines} as declared", lines - differing.len());
    (lines > 0).then(|| Probe::compared(id, question, format!("{lines} of {lines} as declared"), actual, differing))
}

async fn insert_times(copy: &TestDatabase, subject: &Subject) -> Result<Probe, String> {
    let client = copy.connect().await.map_err(|error| error.to_string())?;
    let times = matrix::insert_times(&client, subject).await.map_err(|error| error.to_string())?;
    let tables = subject.model.tables.len();
    let slowest = times.iter().map(|(_, time)| time.as_secs_f64() * 1000.0).fold(0.0, f64::max);
    let slow = times.iter().filter(|(_, time)| time.as_secs_f64() * 1000.0 > INSERT_BUDGET_MS);
    let mut amiss: Vec<String> =
        slow.map(|(table, time)| format!("{table}: {:.2} ms", time.as_secs_f64() * 1000.0)).collect();
    let unmeasured = subject.model.tables.keys().filter(|table| !times.iter().any(|(measured, _)| measured == *table));
    amiss.extend(unmeasured.map(|table| format!("{table}: a row that satisfies everything is refused")));
    let (id, question) = INSERTS;
    let actual = format!("{} of {tables}, the slowest in {slowest:.2} ms", tables - amiss.len());
    Ok(Probe::compared(id, question, format!("{tables} of {tables}"), actual, amiss))
}

/// The major of the server that a client is connected to.
async fn major(client: &Client) -> Result<u16, String> {
    let query = "SELECT pg_catalog.current_setting('server_version_num')::int4";
    let row = client.query_one(query, &[]).await.map_err(|error| reason(&error))?;
    let number: i32 = row.get(0);
    u16::try_from(number / 10_000).map_err(|error| error.to_string())
}
