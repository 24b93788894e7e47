//! What stops 0002 before it has changed anything.

use schema_postgres::catalog_text;

use super::{Role, assert_snapshot, failure_text, files};

#[tokio::test]
async fn rows_that_violate_a_check_stop_the_preflight() {
    let database = files::database_after_0001("preflight_check").await;
    database
        .execute("UPDATE public.workflow_instances SET started_at = '2025-02-01 00:00Z', closed_at = '2025-01-01 00:00Z' WHERE id <> 'wf-2'")
        .await
        .unwrap();
    let client = database.connect().await.unwrap();
    let before = catalog_text::tables(&client).await.unwrap();
    let failure = database.psql(&files::migration("0002").steps).await.expect_err("the preflight fails");
    assert_snapshot("preflight_check", &failure_text(&failure));
    assert_eq!(catalog_text::tables(&client).await.unwrap(), before, "something has changed");
}

#[tokio::test]
async fn a_role_without_privileges_is_told_all_it_lacks() {
    let database = files::database_after_0001("preflight_privileges").await;
    let role = Role::create(&database).await;
    let steps = role.runs(&files::migration("0002").steps);

    let failure = database.psql(&steps).await.expect_err("the role may do nothing");
    let mut said = role.failure_text(&failure);
    // The owner of all but `users`, which it may refer to and not read: VALIDATE would go row by row.
    role.own_tables_but(&["users"]).await;
    database.execute(&format!("GRANT REFERENCES ON public.users TO {}", role.name)).await.unwrap();
    let failure = database.psql(&steps).await.expect_err("the role may not read users");
    said.push_str(&format!("\n{}", role.failure_text(&failure)));
    assert_snapshot("preflight_privileges", &said);

    database.execute(&format!("GRANT SELECT ON public.users TO {}", role.name)).await.unwrap();
    database.psql(&steps).await.expect("the role has what the preflight asks for, and needs no more");
    role.drop().await;
}
