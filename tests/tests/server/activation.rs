//! The activation of a config version, as applications do it: what one ACTIVE version per workspace means for a swap in one
//! statement, and for two activators at once. See also the snapshots in `races/`.

use std::time::Duration;

use schema_harness::{Suite, TestDatabase};
use tokio_postgres::Client;

use crate::certificates::ROWS;

const JAKARTA: &str = "11111111-1111-4111-8111-111111111111";

/// Archives what is ACTIVE, then activates a version.
fn activation(version: &str) -> String {
    format!(
        "UPDATE public.config_versions SET status = 'ARCHIVED', archived_at = now()
          WHERE workspace_id = '{JAKARTA}' AND status = 'ACTIVE';
         UPDATE public.config_versions SET status = 'ACTIVE', activated_by = 'user-ayu', activated_at = now()
          WHERE id = '{version}'"
    )
}

async fn database(label: &str) -> TestDatabase {
    let database = Suite::new(&schema_def::SCHEMA, "../generated", "snapshots").database(label).await.unwrap();
    database.execute(ROWS).await.unwrap();
    database
}

async fn active(client: &Client) -> Vec<String> {
    let query = "SELECT id FROM public.config_versions WHERE workspace_id = $1::text::uuid AND status = 'ACTIVE'";
    client.query(query, &[&JAKARTA]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_swap_in_one_statement_depends_on_the_order_of_rows() {
    let database = database("activation_swap").await;
    let client = database.connect().await.unwrap();
    // A sequential scan meets the rows in the order in which they were last written.
    client.batch_execute("SET enable_indexscan = off; SET enable_bitmapscan = off").await.unwrap();
    let touch = |id: &str| format!("UPDATE public.config_versions SET updated_at = now() WHERE id = '{id}'");
    let swap = "UPDATE public.config_versions
                   SET status = CASE id WHEN 'cv-jakarta-1' THEN 'ARCHIVED' ELSE 'ACTIVE' END
                 WHERE id IN ('cv-jakarta-1', 'cv-jakarta-2')";
    client.batch_execute(&touch("cv-jakarta-1")).await.unwrap();
    let error = client.batch_execute(swap).await.unwrap_err();
    let error = error.as_db_error().unwrap();
    assert_eq!(error.code().code(), "23505");
    assert_eq!(error.constraint(), Some("config_versions_one_active_per_workspace"));
    assert_eq!(active(&client).await, ["cv-jakarta-1"]);
    client.batch_execute(&touch("cv-jakarta-2")).await.unwrap();
    client.batch_execute(swap).await.unwrap();
    assert_eq!(active(&client).await, ["cv-jakarta-2"]);
}

#[tokio::test]
async fn activators_who_lock_the_workspace_first_wait_for_one_another_and_both_succeed() {
    let database = database("activation_serialised").await;
    let admin = database.connect().await.unwrap();
    let third = "INSERT INTO public.config_versions (id, workspace_id, version, title, created_by)
                 VALUES ('cv-jakarta-3', '11111111-1111-4111-8111-111111111111', 3, 'A third vendor', 'user-ayu')";
    admin.batch_execute(third).await.unwrap();
    let lock = format!("BEGIN; SELECT FROM public.workspaces WHERE id = '{JAKARTA}' FOR NO KEY UPDATE");

    let (first, second) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    first.batch_execute(&format!("{lock}; {}", activation("cv-jakarta-2"))).await.unwrap();
    let second_script = format!("{lock}; {}; COMMIT", activation("cv-jakarta-3"));
    let second = tokio::spawn(async move { second.batch_execute(&second_script).await });
    wait_for_a_waiter(&admin).await;
    first.batch_execute("COMMIT").await.unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(active(&admin).await, ["cv-jakarta-3"]);
}

/// Returns once some session of the database waits for a lock.
async fn wait_for_a_waiter(client: &Client) {
    let query = "SELECT count(*) FROM pg_stat_activity
                  WHERE datname = current_database() AND wait_event_type = 'Lock'";
    for _ in 0..500 {
        if client.query_one(query, &[]).await.unwrap().get::<_, i64>(0) > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nobody waits");
}
