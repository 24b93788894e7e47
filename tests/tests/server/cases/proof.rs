//! The proof of a plan on a server: forward it equals building directly, backward it equals the start.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::ident::{Ident, QualifiedName};
use schema_core::layout::{MigrationName, plan_files};
use schema_core::lockfile;
use schema_core::model::{Column, Rename, SchemaModel, Table, partition_names};
use schema_core::plan::{Allowed, Plan, PlanInput, Undo, plan, rollback};
use schema_core::sql::{Statement, schema_script};
use schema_harness::TestDatabase;
use schema_postgres::catalog::{self, Catalog};
use schema_postgres::catalog_text::Prepared;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::exported::prove_exported;
use crate::migrations::dump;
use crate::support;

/// A plan, and the database that it is for.
pub(crate) struct Proof<'a> {
    /// The name of the migration.
    pub(crate) name: &'a str,
    /// What is there besides the schema, in both databases.
    pub(crate) setup: &'a str,
    /// What makes the rows that are there before.
    pub(crate) rows: &'a str,
    pub(crate) before: &'a SchemaModel,
    pub(crate) after: &'a SchemaModel,
    pub(crate) plan: &'a Plan,
    pub(crate) way_back: WayBack,
}

/// How the way back is tried.
#[derive(Clone, Copy)]
pub(crate) struct WayBack {
    pub(crate) from: Prefixes,
    /// Whether pg_dump, too, compares where `rollback.sql` leads; our own readers do in any case.
    pub(crate) is_dumped: bool,
}

/// From which steps the way back is tried besides the last one.
#[derive(Clone, Copy)]
pub(crate) enum Prefixes {
    /// From each.
    All,
    /// From one: that of this number, counted round and round.
    One(usize),
}

/// Proves it; returns what our own reader has read of the schema after.
pub(crate) async fn prove(proof: &Proof<'_>) -> Catalog {
    let Proof { before, after, plan, .. } = *proof;
    let server = support::server();
    let database = server.empty_database(proof.name).await.unwrap();
    let direct = server.empty_database(&format!("{}_direct", proof.name)).await.unwrap();
    build_before(proof, &database).await;

    let name = MigrationName::new(1, proof.name).unwrap();
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
    for step in plan.steps.iter().filter(|step| matches!(step.undo, Undo::Statements(_))) {
        let head = format!("-- {}  undone: ", step.id);
        assert!(rollback_file.1.contains(&head), "a header leads to rollback.sql {}, which has none", step.id);
    }
    let reversible = plan.irreversible().next().is_none();

    // Rows of tables that stay are counted; after the rollback all contents are compared, by the full dump.
    let counts = count_rows(before, after);
    let counted_dump = |name: &str, arguments: &str| {
        let (name, dump) = dump::file(name, arguments);
        (name, dump + &counts)
    };
    // Rows that are written stand elsewhere, and some values stay: such rows are compared one by one, from each prefix.
    let writes_rows = |statement: &Statement| matches!(statement, Statement::FillColumn(_) | Statement::RunByHand(_));
    let contents = if plan.steps.iter().any(|step| writes_rows(&step.statement)) { "--schema-only" } else { "" };
    let (direct_dump, build_direct) = direct_file(proof, &direct);
    let dumps_back = proof.way_back.is_dumped;
    let mut files = vec![if dumps_back { counted_dump("before", contents) } else { dump::none("before", &counts) }];
    files.extend(steps);
    files.push(counted_dump("after", "--schema-only"));
    if reversible {
        files.push(rollback_file.clone());
        files.extend(dumps_back.then(|| dump::file("back", contents)));
    }
    files.push((direct_dump.clone(), build_direct));

    let client = database.connect().await.unwrap();
    let catalog = Prepared::new(&client).await.unwrap();
    let start = state(&catalog, proof).await;
    let output = database.psql_in_one_session(&files).await.unwrap();
    let dump = |name: &str| {
        let dump = dump::read(&output, name);
        if keeps_names_of_not_null(before, after) { without_names_of_not_null(&dump) } else { dump }
    };
    dump::assert_equal("the plan does not lead to the schema", &dump(&direct_dump), &dump("after"));
    assert_eq!(dump::rest(&output, "before"), dump::rest(&output, "after"), "the plan loses rows");
    if reversible {
        if dumps_back {
            let [before, back] = ["before", "back"].map(|name| with_sorted_parameters(&dump(name)));
            dump::assert_equal("rollback.sql does not lead back", &before, &back);
        }
        dump::assert_equal("rollback.sql does not lead back", &start, &state(&catalog, proof).await);
        roll_back_from_prefixes(&catalog, proof).await;
        for step in &plan.steps {
            client.batch_execute(&step.statement.sql()).await.unwrap();
        }
    } else {
        let refused = database.psql(&[rollback_file]).await.expect_err("rollback.sql of what cannot be undone fails");
        assert!(refused.message.contains("cannot be undone"), "{refused}");
        let again = server.empty_database(&format!("{}_prefix", proof.name)).await.unwrap();
        build_before(proof, &again).await;
        let client = again.connect().await.unwrap();
        roll_back_from_prefixes(&Prepared::new(&client).await.unwrap(), proof).await;
    }
    if matches!(proof.way_back.from, Prefixes::All) {
        prove_exported(proof, &direct).await;
    }
    assert_same_catalog(&database, &direct).await
}

/// Storage parameters say the same in any order; one that gets its old value back comes last.
fn with_sorted_parameters(dump: &str) -> String {
    let line = |line: &str| {
        let start = line.find("WITH (")? + "WITH (".len();
        let end = start + line[start..].find(')')?;
        let mut parameters: Vec<&str> = line[start..end].split(',').map(str::trim).collect();
        parameters.sort_unstable();
        Some(format!("{}{}{}", &line[..start], parameters.join(", "), &line[end..]))
    };
    dump.split_inclusive('\n').map(|text| line(text).unwrap_or_else(|| text.to_owned())).collect()
}

/// Tells whether something goes on under another name, or by itself: the names that PostgreSQL 18 gave to NOT NULLs stay.
fn keeps_names_of_not_null(before: &SchemaModel, after: &SchemaModel) -> bool {
    let is_parted = |of: &SchemaModel, other: &SchemaModel| {
        partition_names(of).into_iter().any(|name| other.tables.contains_key(name))
    };
    !after.renames.is_empty() || is_parted(before, after) || is_parted(after, before)
}

/// From 18 on a NOT NULL has a name, which nobody gives and nobody compares: what is renamed keeps the old one.
fn without_names_of_not_null(dump: &str) -> String {
    let line = |line: &str| match (line.find(" CONSTRAINT "), line.rfind(" NOT NULL")) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &line[..start], &line[end..]),
        _ => line.to_owned(),
    };
    dump.split_inclusive('\n').map(line).collect()
}

/// Our own reader sees what pg_dump sees: the plan leads to the catalog that the schema's DDL makes, and nothing is left
/// to plan between the two.
pub(crate) async fn assert_same_catalog(migrated: &TestDatabase, direct: &TestDatabase) -> Catalog {
    let migrated = catalog::read(&migrated.connect().await.unwrap()).await.unwrap();
    let expected = catalog::read(&direct.connect().await.unwrap()).await.unwrap();
    let text = |catalog: &Catalog| {
        let unmanaged: Vec<String> = catalog.unmanaged.iter().map(|object| format!("{object}\n")).collect();
        lockfile::write(&catalog.model) + &unmanaged.concat()
    };
    dump::assert_equal("the plan leads to another catalog", &text(&expected), &text(&migrated));
    let (before, after, origins) = (&migrated.model, &expected.model, &BTreeMap::new());
    let left = plan(&PlanInput { before, after, origins, allowed: &Allowed::default() }).unwrap();
    assert_eq!(left.steps, [], "there is something left to plan");
    expected
}

/// The file that builds the schema after the plan in a database of its own, and dumps that.
fn direct_file(proof: &Proof<'_>, direct: &TestDatabase) -> (String, String) {
    let (name, dump) = dump::file("direct", &format!("--schema-only {}", direct.name()));
    let schema = schema_script(proof.after);
    (name, format!("\\set QUIET on\n\\connect {}\n{}{schema}\n{dump}", direct.name(), proof.setup))
}

pub(crate) async fn build_before(proof: &Proof<'_>, database: &TestDatabase) {
    database.execute(&format!("{}{}{}", proof.setup, schema_script(proof.before), proof.rows)).await.unwrap();
}

/// Runs the first steps and their rollback, for every number of steps up to the first that cannot be undone.
async fn roll_back_from_prefixes(catalog: &Prepared<'_>, proof: &Proof<'_>) {
    let Proof { plan, .. } = *proof;
    let start = state(catalog, proof).await;
    let undoable = plan.steps.iter().take_while(|step| !matches!(step.undo, Undo::Irreversible(_))).count();
    let steps = match proof.way_back.from {
        Prefixes::All => 1..=undoable,
        Prefixes::One(_) if undoable == 0 => return,
        Prefixes::One(number) => number % undoable + 1..=number % undoable + 1,
    };
    for done in steps {
        let back = rollback(plan, done);
        // A step that leaves nothing behind is tried with the next one.
        if done < undoable && back == rollback(plan, done - 1) && plan.steps[done - 1].undo == Undo::Nothing {
            continue;
        }
        let forward = plan.steps[..done].iter().map(|step| &step.statement);
        for statement in forward.chain(back.iter().map(|step| &step.statement)) {
            let result = catalog.client().batch_execute(&statement.sql()).await;
            result.unwrap_or_else(|error| {
                let error = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
                panic!("after step {}, there or back: {error}\n{}", plan.steps[done - 1].id, statement.sql())
            });
        }
        let end = state(catalog, proof).await;
        dump::assert_equal(&format!("the way back from step {}", plan.steps[done - 1].id), &start, &end);
    }
}

/// The catalog as text, and all rows but for the values that stay whatever is undone.
pub(crate) async fn state(catalog: &Prepared<'_>, proof: &Proof<'_>) -> String {
    let mut state = String::new();
    for table in catalog.tables().await.unwrap() {
        state.push_str(&table.text);
        state.push('\n');
    }
    for line in catalog.objects().await.unwrap() {
        state.push_str(&line);
        state.push('\n');
    }
    state.push_str(&format!("extensions {:?}\n", catalog.counts().await.unwrap().extensions));
    state + &rows_text(catalog.client(), proof).await
}

/// The columns that steps write to and nothing takes back, by their new names; of a partition's, those of its table.
fn values_that_stay<'a>(proof: &Proof<'a>) -> BTreeSet<(&'a QualifiedName, &'a Ident)> {
    let stay = proof.plan.steps.iter().filter(|step| step.undo == Undo::ValuesStay);
    stay.map(|step| match &step.statement {
        Statement::FillColumn(fill) => {
            // A partition that is filled may go in the same migration.
            let mut tables = proof.after.tables.iter().chain(&proof.before.tables);
            let table = tables.find_map(|(name, table)| table.row_holders(name).contains(&&fill.table).then_some(name));
            (table.expect("what is filled is there"), &fill.column)
        }
        other => panic!("{} leaves values behind: say here which", other.kind()),
    })
    .collect()
}

/// All rows of the tables before as text, each table's sorted, but for the values that stay.
async fn rows_text(client: &Client, proof: &Proof<'_>) -> String {
    let stay = values_that_stay(proof);
    let renames = &proof.after.renames;
    let query = |(name, table): (&QualifiedName, &Table)| {
        let new_table = renames.iter().find_map(|rename| match rename {
            Rename::Table { from, to } if from == name => Some(to),
            _ => None,
        });
        let new_table = new_table.unwrap_or(name);
        let new_name = |column: &Ident| {
            renames.iter().find_map(|rename| match rename {
                Rename::Column { table, from, to } if table == new_table && from == column => Some(to.clone()),
                _ => None,
            })
        };
        let stays = |column: &Ident| {
            stay.contains(&(new_table, column)) || new_name(column).is_some_and(|new| stay.contains(&(new_table, &new)))
        };
        // What is computed from such a value stays with it.
        let follows = |column: &Column| {
            column.generated.as_ref().is_some_and(|generated| generated.expression.columns.iter().any(stays))
        };
        let columns = table.columns.iter().filter(|column| !stays(&column.name) && !follows(column));
        let columns: Vec<String> = columns.map(|column| format!("whole_row.{}", column.name)).collect();
        let row = format!("ROW({})::text", columns.join(", "));
        format!("SELECT {row} FROM {name} AS whole_row ORDER BY {row} COLLATE pg_catalog.\"C\";")
    };
    let queries: Vec<String> = proof.before.tables.iter().map(query).collect();
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

/// Writes the queries that count the rows of what holds rows before and after under one name, partitions among it.
fn count_rows(before: &SchemaModel, after: &SchemaModel) -> String {
    let is_renamed = |name: &&QualifiedName| {
        after.renames.iter().any(
            |rename| matches!(rename, Rename::Table { from, .. } | Rename::Partition { from, .. } if from == *name),
        )
    };
    let holders = |model: &SchemaModel| -> BTreeSet<QualifiedName> {
        model.tables.iter().flat_map(|(name, table)| table.row_holders(name)).cloned().collect()
    };
    let (before, after) = (holders(before), holders(after));
    before
        .intersection(&after)
        .filter(|name| !is_renamed(name))
        .map(|holder| format!("SELECT count(*) FROM {holder};\n"))
        .collect()
}
