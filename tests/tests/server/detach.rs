//! A partition that is detached concurrently, by somebody who is cancelled.

use tokio_postgres::error::SqlState;

use crate::support::server;

const DETACH: &str = "ALTER TABLE public.events DETACH PARTITION public.events_a CONCURRENTLY";

#[tokio::test]
async fn a_detach_that_was_cancelled_is_ended_by_finalize() {
    let database = server().empty_database("detach_cancelled").await.unwrap();
    let sql = "CREATE TABLE public.events (kind text) PARTITION BY LIST (kind);
         CREATE TABLE public.events_a PARTITION OF public.events FOR VALUES IN ('a');
         INSERT INTO public.events VALUES ('a')";
    database.execute(sql).await.unwrap();
    let (runner, reader) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    let count = async || -> i64 {
        let row = runner.query_one("SELECT pg_catalog.count(*) FROM public.events", &[]).await.unwrap();
        row.get(0)
    };
    assert_eq!(count().await, 1);
    // An older reader of the table is what DETACH waits for between its transactions.
    reader.batch_execute("BEGIN; SELECT FROM public.events").await.unwrap();
    runner.batch_execute("SET statement_timeout = '500ms'").await.unwrap();
    let cancelled = runner.batch_execute(DETACH).await.unwrap_err();
    assert_eq!(cancelled.code(), Some(&SqlState::QUERY_CANCELED));
    reader.batch_execute("ROLLBACK").await.unwrap();

    assert_eq!(count().await, 0, "new queries of the table do not see its rows");
    let again = runner.batch_execute(DETACH).await.unwrap_err();
    assert_eq!(again.code(), Some(&SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE), "{again:?}");
    runner.batch_execute("ALTER TABLE public.events DETACH PARTITION public.events_a FINALIZE").await.unwrap();
    let row = runner.query_one("SELECT pg_catalog.count(*) FROM public.events_a", &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 1, "its rows are there still");
    runner.batch_execute("DROP TABLE public.events_a").await.unwrap();
}
