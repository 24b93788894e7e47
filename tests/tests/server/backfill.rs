//! Rows are filled while others write to the table: no row without a value is left, none comes, and nobody waits for a
//! batch but for the rows that it is writing.

use schema_core::diff::in_physical_order;
use schema_core::plan::{Allowed, Plan, PlanInput, plan};
use schema_core::prelude::*;
use schema_core::resolve::resolve;
use schema_core::sql::{Statement, schema_script};
use schema_harness::TestDatabase;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use crate::blocking::sessions::{pid, run, said, wait_until_blocked};
use crate::support::server;

mod before {
    use super::*;

    #[derive(Table)]
    #[table(name = "users")]
    struct User {
        #[column(primary_key)]
        id: i64,
        email: String,
        age: Option<i32>,
    }

    schema! { pub(super) static SCHEMA, postgres = 15..=18, tables = [User] }
}

mod after {
    use super::*;

    #[derive(Table)]
    #[table(name = "users")]
    struct User {
        #[column(primary_key)]
        id: i64,
        email: String,
        #[column(backfill = "nullif(length(email), 0)")]
        age: i32,
    }

    schema! { pub(super) static SCHEMA, postgres = 15..=18, tables = [User] }
}

/// Rows on more pages than one batch has.
const ROWS: &str = "INSERT INTO public.users SELECT number, 'u' || number FROM generate_series(1, 20000) AS number;";
const OPEN: &str = "SELECT count(*) FROM public.users WHERE age IS NULL";
const INSERT: &str = "INSERT INTO public.users (id, email) VALUES";

/// The plan, in the parts between which others act.
struct Steps {
    plan: Plan,
}

impl Steps {
    fn new() -> Steps {
        let declared = |schema| resolve(schema).unwrap_or_else(|errors| panic!("{errors:?}")).model;
        let before = declared(&before::SCHEMA);
        let after = in_physical_order(&before, declared(&after::SCHEMA));
        let (origins, allowed) = (Default::default(), Allowed::default());
        let input = PlanInput { before: &before, after: &after, origins: &origins, allowed: &allowed };
        Steps { plan: plan(&input).unwrap_or_else(|refusals| panic!("{refusals:?}")) }
    }

    fn at(&self, kind: &str) -> usize {
        let found = self.plan.steps.iter().position(|step| step.statement.kind() == kind);
        found.unwrap_or_else(|| panic!("the plan has a {kind}"))
    }

    fn sql(&self, kind: &str) -> String {
        self.plan.steps[self.at(kind)].statement.sql()
    }

    /// Those behind the filling, up to the one of a kind, which is left out.
    fn behind_filling(&self, until: &str) -> impl Iterator<Item = &Statement> {
        let (from, to) = (self.at("FillColumn") + 1, self.at(until));
        self.plan.steps[from..to].iter().map(|step| &step.statement)
    }
}

async fn database(label: &str) -> TestDatabase {
    let database = server().empty_database(label).await.unwrap();
    let before = resolve(&before::SCHEMA).unwrap_or_else(|errors| panic!("{errors:?}")).model;
    database.execute(&format!("{}{ROWS}", schema_script(&before))).await.unwrap();
    database
}

async fn count(client: &Client, sql: &str) -> i64 {
    client.query_one(sql, &[]).await.unwrap_or_else(|error| panic!("{sql}: {}", said(&error))).get(0)
}

#[tokio::test]
async fn the_trigger_waits_for_writers_that_do_not_fire_it() {
    let steps = Steps::new();
    let database = database("backfill_race").await;
    let (runner, old, watcher) =
        (database.connect().await.unwrap(), database.connect().await.unwrap(), database.connect().await.unwrap());
    let snapshot = database.connect().await.unwrap();
    // A statement that is prepared, and a snapshot that is taken, before there is a trigger.
    let prepared = snapshot.prepare("INSERT INTO public.users (id, email) VALUES ($1, 'late')").await.unwrap();
    run(&snapshot, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1").await;
    run(&old, &format!("BEGIN; {INSERT} (30001, 'early')")).await;
    let (runner_pid, old_pid) = (pid(&runner).await, pid(&old).await);
    let create = format!("BEGIN; {} COMMIT", steps.sql("CreateFillTrigger"));
    let meanwhile = async {
        wait_until_blocked(&watcher, runner_pid, old_pid).await;
        run(&old, "COMMIT").await;
    };
    let (created, ()) = tokio::join!(runner.batch_execute(&create), meanwhile);
    created.unwrap();
    snapshot.execute(&prepared, &[&30002_i64]).await.unwrap();
    run(&snapshot, "COMMIT").await;
    assert_eq!(count(&watcher, OPEN).await, 20001, "all rows but the one behind the trigger are still open");
    run(&runner, &steps.sql("FillColumn")).await;
    assert_eq!(count(&watcher, OPEN).await, 0);
    assert_eq!(count(&watcher, "SELECT age::bigint FROM public.users WHERE id = 30001").await, 5);
    assert_eq!(count(&watcher, "SELECT age::bigint FROM public.users WHERE id = 30002").await, 4);
}

#[tokio::test]
async fn batches_pass_locked_rows_and_come_back_for_them() {
    let steps = Steps::new();
    let database = database("backfill_hot").await;
    let (runner, holder, other) =
        (database.connect().await.unwrap(), database.connect().await.unwrap(), database.connect().await.unwrap());
    let watcher = database.connect().await.unwrap();
    run(&runner, &format!("BEGIN; {} COMMIT", steps.sql("CreateFillTrigger"))).await;
    for client in [&holder, &other] {
        run(client, "SET lock_timeout = '2ms'").await;
    }
    // Somebody has locked the first row, and reads on in an order of his own.
    run(&holder, "BEGIN; SELECT FROM public.users WHERE id = 1 FOR UPDATE").await;
    let (runner_pid, holder_pid) = (pid(&runner).await, pid(&holder).await);
    let filling = steps.sql("FillColumn");
    let meanwhile = async {
        wait_until_blocked(&watcher, runner_pid, holder_pid).await;
        let first_batch = "SELECT count(*) FROM public.users WHERE age IS NOT NULL";
        let filled = count(&watcher, first_batch).await;
        assert!(filled > 1000 && filled < 19000, "the first batch is done and committed, others are not: {filled}");
        // No row of the batch is held while it waits: a cycle of locks cannot come about.
        run(&holder, "UPDATE public.users SET email = email || '!' WHERE id = 2").await;
        run(&other, "UPDATE public.users SET email = email || '!' WHERE id IN (3, 19999)").await;
        run(&other, "UPDATE public.users SET age = NULL WHERE id = 4").await;
        run(&other, &format!("{INSERT} (30001, 'new')")).await;
        run(&other, "DELETE FROM public.users WHERE id = 5").await;
        run(&holder, "UPDATE public.users SET email = 'a longer one' WHERE id = 1; COMMIT").await;
    };
    let (filled, ()) = tokio::join!(runner.batch_execute(&filling), meanwhile);
    filled.unwrap_or_else(|error| panic!("{}", said(&error)));
    assert_eq!(count(&watcher, OPEN).await, 0);
    assert_eq!(count(&watcher, "SELECT age::bigint FROM public.users WHERE id = 1").await, 12);
    assert_eq!(count(&watcher, "SELECT age::bigint FROM public.users WHERE id = 30001").await, 3);
}

#[tokio::test]
async fn a_filling_that_was_stopped_goes_on_where_it_was() {
    let steps = Steps::new();
    let database = database("backfill_stopped").await;
    let (runner, holder) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    let watcher = database.connect().await.unwrap();
    run(&runner, &format!("BEGIN; {} COMMIT", steps.sql("CreateFillTrigger"))).await;
    run(&holder, "BEGIN; SELECT FROM public.users WHERE id = 10000 FOR UPDATE").await;
    run(&runner, "SET lock_timeout = '2ms'").await;
    let filling = steps.sql("FillColumn");
    let stopped = runner.batch_execute(&filling).await.expect_err("a row is locked");
    assert_eq!(stopped.code(), Some(&SqlState::LOCK_NOT_AVAILABLE), "{}", said(&stopped));
    let open = count(&watcher, OPEN).await;
    assert!(open > 1000 && open < 19000, "some batches are done, others are not: {open}");
    let done = "CREATE TABLE public.done AS SELECT id, ctid AS place FROM public.users WHERE age IS NOT NULL";
    run(&watcher, done).await;
    run(&holder, "COMMIT").await;
    database.take_notices();
    run(&runner, &filling).await;
    assert_eq!(count(&watcher, OPEN).await, 0);
    let moved = "SELECT count(*) FROM public.done JOIN public.users USING (id) WHERE users.ctid <> place";
    assert_eq!(count(&watcher, moved).await, 0, "rows that have a value are not written again");
    let notices: Vec<String> = database.take_notices().iter().map(|notice| notice.message.clone()).collect();
    let last = notices.last().expect("it says how far it is");
    assert!(last.ends_with(&format!(", {open} of {open} rows filled")), "{last}");
}

#[tokio::test]
async fn old_versions_write_rows_until_the_trigger_goes() {
    let steps = Steps::new();
    let database = database("backfill_old_version").await;
    let (runner, old) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    let mut id = 30000;
    let mut insert = async || {
        id += 1;
        old.batch_execute(&format!("{INSERT} ({id}, 'old')")).await
    };
    run(&runner, &format!("BEGIN; {} COMMIT", steps.sql("CreateFillTrigger"))).await;
    run(&runner, &steps.sql("FillColumn")).await;
    for step in steps.behind_filling("DropFillTrigger") {
        insert().await.unwrap_or_else(|error| panic!("before {}: {}", step.title(), said(&error)));
        run(&runner, &step.sql()).await;
    }
    insert().await.expect("the trigger is still there");
    run(&runner, &steps.sql("DropFillTrigger")).await;
    let refused = insert().await.expect_err("nothing fills the row any more");
    assert_eq!(refused.code(), Some(&SqlState::NOT_NULL_VIOLATION), "{}", said(&refused));
}

#[tokio::test]
async fn rows_whose_value_is_null_stop_the_audit() {
    let steps = Steps::new();
    let database = database("backfill_null").await;
    let runner = database.connect().await.unwrap();
    run(&runner, &format!("{INSERT} (30001, ''), (30002, '')")).await;
    run(&runner, &format!("BEGIN; {} COMMIT", steps.sql("CreateFillTrigger"))).await;
    run(&runner, &steps.sql("FillColumn")).await;
    assert_eq!(count(&runner, OPEN).await, 2, "they are left as they are");
    let audit = runner.batch_execute(&steps.sql("CheckRows")).await.expect_err("two rows have no value");
    let answer = audit.as_db_error().expect("the server answers");
    assert_eq!(answer.message(), "constraint users_age_not_null_check of public.users: 2 rows violate it");
    assert_eq!(answer.detail(), Some("rows with (id), for example (30001), (30002)"));
    run(&runner, "UPDATE public.users SET email = 'repaired' WHERE email = ''").await;
    run(&runner, &steps.sql("CheckRows")).await;
}
