//! What a session of the commands can do.

use schema_harness::TestDatabase;
use schema_postgres::{Client, Settings};

use crate::support::server;

async fn show(client: &Client, setting: &str) -> String {
    client.query_one(&format!("SHOW {setting}"), &[]).await.unwrap().get(0)
}

fn with(database: &TestDatabase, parameters: &str) -> Settings {
    let separator = if database.url().contains('?') { '&' } else { '?' };
    Settings::of_process(&format!("{}{separator}{parameters}", database.url())).unwrap()
}

#[tokio::test]
async fn a_session_reads_and_does_nothing_else() {
    let database = server().empty_database("read_only").await.unwrap();
    database.execute("CREATE TABLE public.t (id int)").await.unwrap();
    let client = schema_postgres::connect(database.url()).await.unwrap();
    for (setting, expected) in [
        ("default_transaction_read_only", "on"),
        ("statement_timeout", "5min"),
        ("lock_timeout", "2s"),
        ("application_name", "schema"),
    ] {
        assert_eq!(show(&client, setting).await, expected, "{setting}");
    }
    let refused = client.execute("INSERT INTO public.t VALUES (1)", &[]).await.unwrap_err();
    assert_eq!(refused.code().unwrap().code(), "25006");
}

#[tokio::test]
async fn options_say_otherwise() {
    let database = server().empty_database("options").await.unwrap();
    let parameters =
        "options=-c%20statement_timeout%3D7s%20-c%20default_transaction_read_only%3Doff&application_name=mine";
    let client = with(&database, parameters).connect().await.unwrap();
    for (setting, expected) in [
        ("statement_timeout", "7s"),
        ("lock_timeout", "2s"),
        ("application_name", "mine"),
        // This they do not: whoever reads does not write.
        ("default_transaction_read_only", "on"),
    ] {
        assert_eq!(show(&client, setting).await, expected, "{setting}");
    }
    // Reading all rows of large tables takes its time, but where somebody has set a limit.
    for (parameters, expected) in [("options=-c%20statement_timeout%3D7s", "7s"), ("connect_timeout=9", "0")] {
        let client = with(&database, parameters).connect().await.unwrap();
        schema_postgres::verify::prepare(&client).await.unwrap();
        assert_eq!(show(&client, "statement_timeout").await, expected);
        assert_eq!(show(&client, "default_transaction_read_only").await, "on");
    }
}

#[tokio::test]
async fn a_server_of_the_wrong_kind_is_passed_over() {
    let database = server().empty_database("target").await.unwrap();
    for (target, is_there) in [
        ("any", true),
        ("read-write", true),
        ("primary", true),
        ("prefer-standby", true),
        ("standby", false),
        ("read-only", false),
    ] {
        let connected = with(&database, &format!("target_session_attrs={target}")).connect().await;
        match connected {
            Ok(_) => assert!(is_there, "{target}"),
            Err(error) => {
                let says = format!("the server is not what target_session_attrs={target} asks for");
                assert!(!is_there && error.to_string().contains(&says), "{target}: {error}");
            }
        }
    }
    let read_only = format!("ALTER DATABASE {} SET default_transaction_read_only = on", database.name());
    database.execute(&read_only).await.unwrap();
    with(&database, "target_session_attrs=read-only").connect().await.unwrap();
    with(&database, "target_session_attrs=read-write").connect().await.unwrap_err();
}

#[tokio::test]
async fn no_privilege_but_connect_is_needed_and_it_is_named() {
    let database = server().empty_database("privileges").await.unwrap();
    database.execute("CREATE SCHEMA hidden; CREATE TABLE hidden.t (id int PRIMARY KEY, CHECK (id > 0))").await.unwrap();
    let admin = database.connect().await.unwrap();
    let role = format!("reader_{}", std::process::id());
    admin.batch_execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 'x'")).await.unwrap();
    let url = database.url_as(&role, "x");
    let client = schema_postgres::connect(&url).await.unwrap();
    let catalog = schema_postgres::catalog::read(&client).await.unwrap();
    let as_owner = schema_postgres::catalog::read(&admin).await.unwrap();
    assert_eq!((catalog.model.tables.len(), &catalog), (1, &as_owner));
    drop(client);

    admin.batch_execute(&format!("REVOKE CONNECT ON DATABASE {} FROM PUBLIC", database.name())).await.unwrap();
    let refused = schema_postgres::connect(&url).await;
    admin.batch_execute(&format!("DROP ROLE {role}")).await.unwrap();
    let Err(error) = refused else { panic!("the privilege was revoked") };
    assert!(error.to_string().contains("the role that connects lacks CONNECT: GRANT CONNECT ON DATABASE "), "{error}");
}
