//! Why the ACCESS EXCLUSIVE lock that ends DROP INDEX CONCURRENTLY is not claimed: nobody can be behind it.

use schema_core::sql::{DropIndexConcurrently, Statement};
use schema_harness::HarnessError;
use tokio_postgres::Client;

use super::model::{child, ident};
use crate::blocking::sessions::{pid, run, wait_until_blocked};
use crate::support::server;

const READ: &str = "SELECT count(*) FROM public.child WHERE amount = 1";

#[tokio::test]
async fn an_index_is_out_of_use_before_dropping_it_concurrently_locks_it() -> Result<(), HarnessError> {
    let database = super::base(&server()).await?;
    database.execute("CREATE INDEX i ON public.child (amount)").await?;
    let (runner, watcher) = (database.connect().await?, database.connect().await?);
    let (first, second, reader) = (database.connect().await?, database.connect().await?, database.connect().await?);
    let drop: Statement = DropIndexConcurrently { table: child(), name: ident("i") }.into();
    let sql = drop.sql();

    run(&reader, &format!("BEGIN; {READ}")).await;
    assert!(locks_the_index(&watcher, &reader).await, "a query locks the indexes it might use");
    run(&reader, "COMMIT").await;

    // It waits twice for those who have locked the table: once the index is invalid, and once it is dead.
    run(&first, "BEGIN; LOCK TABLE public.child IN ACCESS SHARE MODE").await;
    let (runner_pid, first_pid, second_pid) = (pid(&runner).await, pid(&first).await, pid(&second).await);
    let dropping = runner.batch_execute(&sql);
    let meanwhile = async {
        wait_until_blocked(&watcher, runner_pid, first_pid).await;
        run(&second, "BEGIN; LOCK TABLE public.child IN ACCESS SHARE MODE").await;
        run(&first, "COMMIT").await;
        wait_until_blocked(&watcher, runner_pid, second_pid).await;
        run(&reader, &format!("BEGIN; {READ}")).await;
        assert!(!locks_the_index(&watcher, &reader).await, "the query can no longer find the index");
        run(&second, "COMMIT").await;
    };
    let (dropped, ()) = tokio::join!(dropping, meanwhile);
    // The reader's transaction is still open: its lock on the table held up nothing.
    assert!(dropped.is_ok(), "the index is dropped while a transaction that read the table is open");
    run(&reader, "COMMIT").await;
    std::mem::drop((runner, watcher, first, second, reader));
    database.drop().await
}

async fn locks_the_index(watcher: &Client, client: &Client) -> bool {
    let sql = "SELECT EXISTS (SELECT FROM pg_locks WHERE pid = $1 AND relation = 'public.i'::regclass AND granted)";
    let row = watcher.query_one(sql, &[&pid(client).await]).await;
    row.unwrap_or_else(|error| panic!("reading pg_locks: {error}")).get(0)
}
