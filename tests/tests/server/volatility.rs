//! Which functions are known to give the same value, or another one each time, compared with the server.

use schema_core::plan::{DRAWING, NOT_VOLATILE};

use crate::support::server;

/// Of a name, whether all functions of it are volatile, and whether any is; nothing where there is none.
const VOLATILE: &str = "
    SELECT proname::text, bool_and(provolatile = 'v'), bool_or(provolatile = 'v')
      FROM pg_catalog.pg_proc
     WHERE pronamespace = 'pg_catalog'::regnamespace AND proname = ANY ($1)
     GROUP BY proname
     ORDER BY proname COLLATE \"C\"";

#[tokio::test]
async fn functions_are_as_volatile_as_this_server_says() {
    let database = server().empty_database("volatility").await.unwrap();
    let client = database.connect().await.unwrap();
    let rows = client.query(VOLATILE, &[&NOT_VOLATILE.as_slice()]).await.unwrap();
    let known: Vec<String> = rows.iter().filter(|row| !row.get::<_, bool>(2)).map(|row| row.get(0)).collect();
    assert_eq!(known, NOT_VOLATILE);
    let rows = client.query(VOLATILE, &[&DRAWING.as_slice()]).await.unwrap();
    let known: Vec<String> = rows.iter().filter(|row| row.get::<_, bool>(1)).map(|row| row.get(0)).collect();
    let later = |name: &&str| server().major() < 18 && ["uuidv4", "uuidv7"].contains(name);
    assert_eq!(known, DRAWING.into_iter().filter(|name| !later(name)).collect::<Vec<_>>());
    drop(client);
    database.drop().await.unwrap();
}
