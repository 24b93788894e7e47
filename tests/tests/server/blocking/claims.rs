//! Sentences of the documents and of generated files about those who wait, each as a test of its own;
//! `tests/claims.txt` says which is for which.

use std::sync::Arc;
use std::time::{Duration, Instant};

use schema_core::sql::{AddForeignKeyNotValid, CreateIndexConcurrently, Statement};
use schema_harness::{HarnessError, TestDatabase};
use schema_postgres::observe::observe;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::held::Scene;
use super::probe::{Outcome, Probe, attempt};
use super::sessions::{pid, run, said, wait_until_blocked};
use crate::certificates::cases::Case;
use crate::certificates::model::{child, ident, index, parent, public, to_parent};
use crate::certificates::{ROWS, base, cases};
use crate::support::{migrations, server};

#[tokio::test]
async fn writers_queue_behind_a_step_that_waits_for_its_locks() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let [application, runner, writer, watcher] = sessions(&database).await?;
    let (application_pid, runner_pid, writer_pid) = (pid(&application).await, pid(&runner).await, pid(&writer).await);
    let insert = Probe::Insert.sql(&child(), "id");
    run(&application, "BEGIN; LOCK TABLE public.child IN ROW EXCLUSIVE MODE").await;
    assert_eq!(attempt(&writer, &insert).await, Outcome::Passes, "a writer beside another");
    let add = add_foreign_key().sql();
    let release = async {
        wait_until_blocked(&watcher, runner_pid, application_pid).await;
        let release = async {
            wait_until_blocked(&watcher, writer_pid, runner_pid).await;
            run(&application, "COMMIT").await;
        };
        tokio::join!(attempt(&writer, &insert), release).0
    };
    let (added, outcome) = tokio::join!(runner.batch_execute(&add), release);
    added.unwrap_or_else(|error| panic!("{add}: {}", said(&error)));
    assert_eq!(outcome, Outcome::Passes, "the writer, once the step is done");
    drop((application, runner, writer, watcher));
    database.drop().await
}

/// What the longest stall is reckoned with: a step may wait as long for its second lock as for its first.
#[tokio::test]
async fn lock_timeout_begins_anew_for_each_lock() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let [first, second, runner, watcher] = sessions(&database).await?;
    let (first_pid, second_pid, runner_pid) = (pid(&first).await, pid(&second).await, pid(&runner).await);
    run(&first, "BEGIN; LOCK TABLE public.child IN ROW EXCLUSIVE MODE").await;
    run(&second, "BEGIN; LOCK TABLE public.parent IN ROW EXCLUSIVE MODE").await;
    run(&runner, "SET lock_timeout = '2s'").await;
    let began = Instant::now();
    let pause = Duration::from_millis(1_300);
    let release = async {
        wait_until_blocked(&watcher, runner_pid, first_pid).await;
        tokio::time::sleep(pause).await;
        run(&first, "COMMIT").await;
        wait_until_blocked(&watcher, runner_pid, second_pid).await;
        tokio::time::sleep(pause).await;
        run(&second, "COMMIT").await;
    };
    let lock = "LOCK TABLE public.child, public.parent IN SHARE ROW EXCLUSIVE MODE";
    let step = format!("BEGIN; {lock}; COMMIT");
    let (locked, ()) = tokio::join!(runner.batch_execute(&step), release);
    locked.unwrap_or_else(|error| panic!("{step}: {}", said(&error)));
    assert!(began.elapsed() > Duration::from_secs(2), "it has waited longer than lock_timeout in all");
    drop((first, second, runner, watcher));
    database.drop().await
}

/// It holds the first of its locks when it gives up on the second.
#[tokio::test]
async fn a_step_that_runs_out_of_its_lock_timeout_has_changed_nothing() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let [application, runner, writer, _] = sessions(&database).await?;
    run(&application, "BEGIN; LOCK TABLE public.parent IN ROW EXCLUSIVE MODE").await;
    run(&runner, "SET lock_timeout = '50ms'").await;
    assert_eq!(attempt(&runner, &add_foreign_key().sql()).await, Outcome::Waits);
    let there = runner.query_one(&format!("SELECT {}", add_foreign_key().postcondition().sql()), &[]).await;
    assert!(!there.unwrap_or_else(|error| panic!("{}", said(&error))).get::<_, bool>(0), "the constraint is not there");
    for table in [child(), parent()] {
        assert_eq!(attempt(&writer, &Probe::Insert.sql(&table, "id")).await, Outcome::Passes, "{table} is free");
    }
    run(&application, "COMMIT").await;
    drop((application, runner, writer));
    database.drop().await
}

#[tokio::test]
async fn create_table_with_a_reference_keeps_writers_of_the_other_table_waiting() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let scene = Scene::new(&database).await?;
    scene.prepare("BEGIN; CREATE TABLE public.made (parent_id bigint REFERENCES public.parent (id))").await;
    let seen = scene.look(&[parent()].into()).await;
    scene.prepare("COMMIT").await;
    let (_, outcomes) = seen[0].outcome.expect("public.parent is there");
    let waiting: Vec<Probe> =
        Probe::ALL.into_iter().zip(outcomes).filter(|(_, is)| *is == Outcome::Waits).map(|(probe, _)| probe).collect();
    assert_eq!(waiting, [Probe::Insert, Probe::Update, Probe::Delete]);
    drop(scene);
    database.drop().await
}

#[tokio::test]
async fn a_constraint_that_is_not_valid_protects_every_new_row() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let client = database.connect().await?;
    // Row 1 violates both, and stays.
    run(&client, "UPDATE public.child SET parent_id = -1, amount = -1 WHERE id = 1").await;
    run(&client, &add_foreign_key().sql()).await;
    run(&client, "ALTER TABLE public.child ADD CONSTRAINT c CHECK (amount > 0) NOT VALID").await;
    for (sql, expected) in [
        ("INSERT INTO public.child (id, parent_id) VALUES (1001, -1)", SqlState::FOREIGN_KEY_VIOLATION),
        ("UPDATE public.child SET parent_id = -1 WHERE id = 2", SqlState::FOREIGN_KEY_VIOLATION),
        ("DELETE FROM public.parent WHERE id = 7", SqlState::FOREIGN_KEY_VIOLATION),
        ("INSERT INTO public.child (id, amount) VALUES (1001, -1)", SqlState::CHECK_VIOLATION),
        ("UPDATE public.child SET amount = -1 WHERE id = 2", SqlState::CHECK_VIOLATION),
    ] {
        let refused = client.batch_execute(sql).await;
        assert_eq!(refused.as_ref().err().and_then(|error| error.code()), Some(&expected), "{sql}: {refused:?}");
    }
    drop(client);
    database.drop().await
}

/// Whatever it reads: REPEATABLE READ keeps one, and so does a query that a driver sent with the extended protocol, until
/// its transaction's next one. Without a snapshot, a transaction is waited for only if it has written to the table.
#[tokio::test]
async fn a_concurrent_build_waits_for_every_older_snapshot() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    run(&database.connect().await?, "CREATE TABLE public.elsewhere (id bigint)").await;
    let read = Some("SELECT FROM public.elsewhere");
    for (idle, read, waits) in [
        ("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM public.elsewhere", None, true),
        ("BEGIN", read, true),
        ("BEGIN; UPDATE public.child SET id = id WHERE false", None, true),
        ("BEGIN; SELECT FROM public.elsewhere", None, false),
        ("BEGIN; SELECT FROM public.child", None, false),
        ("BEGIN; INSERT INTO public.elsewhere VALUES (1)", None, false),
    ] {
        assert_eq!(waits_for(&database, idle, read).await?, waits, "{idle}; {read:?}");
    }
    database.drop().await
}

/// Tells whether building an index on `child` waits for a session that is idle in a transaction: after SQL sent with the
/// simple protocol, and a query with the extended one.
async fn waits_for(database: &TestDatabase, idle: &str, read: Option<&str>) -> Result<bool, HarnessError> {
    let [application, runner, watcher, _] = sessions(database).await?;
    let (runner_pid, application_pid) = (pid(&runner).await, pid(&application).await);
    run(&runner, "DROP INDEX IF EXISTS public.i").await;
    run(&application, idle).await;
    if let Some(read) = read {
        application.query(read, &[]).await.unwrap_or_else(|error| panic!("{read}: {}", said(&error)));
    }
    let create: Statement =
        CreateIndexConcurrently { table: child(), name: ident("i"), index: index(&["amount"]) }.into();
    let create = create.sql();
    let building = runner.batch_execute(&create);
    tokio::pin!(building);
    let waits = tokio::select! {
        built = &mut building => {
            built.unwrap_or_else(|error| panic!("{create}: {}", said(&error)));
            false
        }
        () = wait_until_blocked(&watcher, runner_pid, application_pid) => true,
    };
    run(&application, "ROLLBACK").await;
    if waits {
        building.await.unwrap_or_else(|error| panic!("{create}: {}", said(&error)));
    }
    Ok(waits)
}

#[tokio::test]
async fn do_blocks_that_are_generated_only_read() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let client = database.connect().await?;
    let mut kinds = Vec::new();
    let writes =
        |case: &Case| ["AlterSequence", "FillColumn", "RenameNotNulls", "SetIdentity"].contains(&case.statement.kind());
    let is_block = |case: &Case| case.statement.sql().starts_with("DO ");
    for case in cases::all().into_iter().filter(|case| is_block(case) && !writes(case)) {
        kinds.push(case.statement.kind());
        run(&client, &format!("BEGIN; {}; SET TRANSACTION READ ONLY; {}", case.setup, case.statement.sql())).await;
        run(&client, "ROLLBACK").await;
    }
    kinds.dedup();
    assert!(kinds.len() > 2, "kinds that are DO blocks: {kinds:?}");
    drop(client);
    database.drop().await?;

    let database = server().empty_database("do_blocks").await?;
    let client = database.connect().await?;
    for (at, migration) in migrations().iter().enumerate() {
        for step in &migration.plan.steps {
            let sql = step.statement.sql();
            let is_block = sql.starts_with("DO ");
            run(&client, &if is_block { format!("BEGIN READ ONLY; {sql} COMMIT") } else { sql }).await;
        }
        if at == 0 {
            run(&client, ROWS).await;
        }
    }
    drop(client);
    database.drop().await
}

#[tokio::test]
async fn a_delete_of_a_referenced_row_scans_what_refers_to_it_without_an_index() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let mut client = database.connect().await?;
    run(&client, &add_foreign_key().sql()).await;
    run(&client, "INSERT INTO public.parent (id, region, code) VALUES (98, 98, ''), (99, 99, '')").await;
    for sql in ["DELETE FROM public.parent WHERE id = 98", "UPDATE public.parent SET id = 100 WHERE id = 99"] {
        let seen = observe(&mut client, sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert!(seen.scans.contains(&public("child")), "{sql}: {:?}", seen.scans);
    }
    drop(client);
    database.drop().await
}

fn add_foreign_key() -> Statement {
    AddForeignKeyNotValid { table: child(), name: ident("fk"), foreign_key: Arc::new(to_parent()) }.into()
}

async fn sessions(database: &TestDatabase) -> Result<[Client; 4], HarnessError> {
    let connected = tokio::try_join!(database.connect(), database.connect(), database.connect(), database.connect())?;
    Ok(connected.into())
}
