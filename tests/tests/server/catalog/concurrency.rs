//! Reading while another session creates and drops.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use schema_core::model::{Constraint, IndexTerm, Table};
use schema_postgres::catalog;

use crate::support;

/// What a table is made of, what it becomes, and its end: of all tables in one transaction each.
const CREATE: &str = "
    CREATE TABLE public.t{} (
        a integer PRIMARY KEY DEFAULT 5, b text, c text GENERATED ALWAYS AS (lower(b)) STORED,
        CONSTRAINT plain CHECK (a > 0 AND b <> ''), CONSTRAINT itself FOREIGN KEY (a) REFERENCES public.t{}
    );
    CREATE INDEX t{}_lower ON public.t{} (lower(b) COLLATE \"C\", (a + 1)) WHERE b IS NOT NULL;";
const RENAME: &str = "ALTER TABLE public.t{} RENAME COLUMN b TO renamed;";
const DROP: &str = "DROP TABLE IF EXISTS public.t{};";

/// A table that comes and goes between those: PostgreSQL prints nothing of it that others could change.
const CREATE_PASSING: &str = "
    CREATE TABLE public.passing (a integer PRIMARY KEY, b text DEFAULT 'x' UNIQUE, c integer REFERENCES public.passing);";

/// How often the other session goes through all tables, at least; it goes on until the reader is done.
const ROUNDS: usize = 5;
const TABLES: usize = 20;
const PASSING: usize = 40;
const READINGS: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reading_among_changes_yields_whole_objects() {
    if support::is_left_to_newest() {
        return;
    }
    let database = support::server().empty_database("catalog_concurrency").await.unwrap();
    let (reader, writer) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    let second = database.connect().await.unwrap();
    let is_done = Arc::new(AtomicBool::new(false));
    let stop = is_done.clone();
    let writing = tokio::spawn(async move {
        let mut round = 0;
        while round < ROUNDS || !stop.load(Ordering::Relaxed) {
            // Those of the round before go last, so that there are always some.
            for (statement, of_round) in [(CREATE, round + 1), (RENAME, round + 1), (DROP, round)] {
                let all = (0..TABLES).map(|table| statement.replace("{}", &format!("{of_round}_{table}")));
                writer.batch_execute(&all.collect::<String>()).await.unwrap();
                for _ in 0..PASSING {
                    writer.batch_execute(CREATE_PASSING).await.unwrap();
                    writer.batch_execute("DROP TABLE public.passing").await.unwrap();
                }
            }
            round += 1;
        }
        round
    });
    let (mut whole, mut renamed) = (0, 0);
    for reading in 0..READINGS {
        let read = match reading % 2 {
            0 => catalog::read(&reader).await,
            _ => catalog::read_by_two(&reader, &second).await,
        };
        let read = read.unwrap_or_else(|error| panic!("{error}"));
        for (name, table) in &read.model.tables {
            if name.name.as_str() == "passing" {
                assert_eq!((table.columns.len(), table.constraints.len()), (3, 3), "{table:?}");
                continue;
            }
            whole += 1;
            renamed += usize::from(is_whole(table).unwrap_or_else(|| panic!("{name} is not whole: {table:?}")));
        }
    }
    is_done.store(true, Ordering::Relaxed);
    let rounds = writing.await.unwrap();
    println!("{rounds} rounds of {TABLES} tables beside {READINGS} readings");
    assert!(whole > 0 && renamed > 0, "the reader met {whole} tables, {renamed} of them renamed, which shows nothing");
}

/// Tells whether the column is renamed; nothing where the table is neither as it was made nor as it became.
fn is_whole(table: &Table) -> Option<bool> {
    let [a, b, c] = &table.columns[..] else { return None };
    let (a, b) = (a.default.as_deref() == Some("5")).then_some((&a.name, &b.name))?;
    let generated = &c.generated.as_ref()?.expression;
    let [(_, Constraint::ForeignKey(_)), (_, Constraint::Check(plain)), (_, Constraint::PrimaryKey(_))] =
        &table.constraints.iter().collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let [index] = &table.indexes.values().collect::<Vec<_>>()[..] else { return None };
    let [lower, sum] = &index.keys[..] else { return None };
    let texts = [&generated.sql, &plain.expression.sql, &index.predicate.as_ref()?.sql, term(&lower.term)?];
    let is_b = |text: &&String| text.contains(&format!("{b}")) && (b.as_str() != "b" || !text.contains("renamed"));
    let is_right = texts.iter().all(is_b)
        && plain.expression.columns == [a.clone(), b.clone()]
        && lower.collation.is_some()
        && *term(&sum.term)? == "(a + 1)";
    is_right.then(|| b.as_str() == "renamed")
}

fn term(term: &IndexTerm) -> Option<&String> {
    match term {
        IndexTerm::Expression(expression) => Some(&expression.sql),
        IndexTerm::Column(_) => None,
    }
}
