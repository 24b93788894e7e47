//! Databases on an attached server: isolation, templates, and what is left behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use schema_harness::{HarnessError, Server, TestDatabase};

/// Attaches, or fails with the text that says how to get a server.
fn attached() -> Server {
    Server::attach().unwrap_or_else(|error| panic!("{error}"))
}

/// A digest that no other run has: servers outlive runs.
fn new_digest(name: &str) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("the clock is past 1970");
    format!("{name} {} {}", std::process::id(), now.as_nanos())
}

async fn databases_like(server: &Server, pattern: &str) -> Vec<String> {
    let admin = server.connect().await.expect("connects");
    let rows =
        admin.query("SELECT datname::text FROM pg_database WHERE datname LIKE $1", &[&pattern]).await.expect("lists");
    rows.iter().map(|row| row.get(0)).collect()
}

async fn exists(server: &Server, name: &str) -> bool {
    !databases_like(server, &name.replace('_', "\\_")).await.is_empty()
}

/// Runs a future on a thread of its own, as test processes do.
fn on_a_thread<T: Send + 'static>(future: impl AsyncFnOnce() -> T + Send + 'static) -> std::thread::JoinHandle<T> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(future())
    })
}

#[tokio::test]
async fn the_server_is_what_it_says() {
    let server = attached();
    let client = server.connect().await.expect("connects");
    let row = client.query_one("SHOW server_version", &[]).await.expect("shows");
    assert_eq!(row.get::<_, &str>(0), server.info().version);
    assert!(server.info().version.starts_with(&server.major().to_string()));
}

#[tokio::test]
async fn clones_do_not_see_one_another() {
    let server = attached();
    let digest = new_digest("isolation");
    let build = async |template: &TestDatabase| {
        template.execute("CREATE TABLE seen (by text); INSERT INTO seen VALUES ('all')").await
    };
    let one = server.database("one", &digest, build).await.expect("clones");
    let other = server.database("other", &digest, build).await.expect("clones");
    assert_ne!(one.name(), other.name());

    one.execute("INSERT INTO seen VALUES ('one'); CREATE TABLE of_one ()").await.expect("inserts");
    let client = other.connect().await.expect("connects");
    let row = client.query_one("SELECT count(*), to_regclass('of_one') IS NULL FROM seen", &[]).await.expect("counts");
    assert_eq!((row.get::<_, i64>(0), row.get::<_, bool>(1)), (1, true));

    let third = server.database("third", &digest, build).await.expect("clones");
    let client = third.connect().await.expect("connects");
    let row = client.query_one("SELECT count(*) FROM seen", &[]).await.expect("counts");
    assert_eq!(row.get::<_, i64>(0), 1, "the template is not what a test changed");
}

#[tokio::test]
async fn an_empty_database_is_the_same_everywhere() {
    let database = attached().empty_database("empty").await.expect("creates");
    let client = database.connect().await.expect("connects");
    let row = client
        .query_one(
            "SELECT pg_encoding_to_char(encoding)::text, datcollate::text, (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace)
             FROM pg_database WHERE datname = current_database()",
            &[],
        )
        .await
        .expect("reads");
    assert_eq!((row.get::<_, &str>(0), row.get::<_, &str>(1), row.get::<_, i64>(2)), ("UTF8", "C", 0));
}

#[test]
fn concurrent_callers_build_a_template_once() {
    let server = attached();
    let digest = new_digest("once");
    let builds = Arc::new(AtomicUsize::new(0));
    let callers: Vec<_> = (0..8)
        .map(|_| {
            let (server, digest, builds) = (server.clone(), digest.clone(), builds.clone());
            on_a_thread(async move || {
                let database = server
                    .database("caller", &digest, async |template| {
                        builds.fetch_add(1, Ordering::SeqCst);
                        template.execute("SELECT pg_sleep(0.3); CREATE TABLE built ()").await
                    })
                    .await
                    .expect("clones");
                database.execute("SELECT FROM built").await.expect("the template was complete");
                database.name().to_owned()
            })
        })
        .collect();
    let mut names: Vec<String> = callers.into_iter().map(|caller| caller.join().expect("no caller fails")).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 8);
    assert_eq!(builds.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_build_that_fails_is_not_used() {
    let server = attached();
    let digest = new_digest("failing");
    let failed = server
        .database("failing", &digest, async |template| {
            template.execute("CREATE TABLE half ()").await?;
            template.execute("SELECT 1/0").await
        })
        .await;
    let error = failed.expect_err("the build fails");
    assert_eq!(error.sqlstate(), Some("22012"), "{error}");

    let database = server.database("failing", &digest, async |_| Ok(())).await.expect("builds anew");
    let client = database.connect().await.expect("connects");
    let row = client.query_one("SELECT to_regclass('half') IS NULL", &[]).await.expect("looks");
    assert!(row.get::<_, bool>(0));
}

#[tokio::test]
async fn a_build_that_is_killed_is_not_used() {
    let server = attached();
    let digest = new_digest("killed");
    // Half of a build, and then nothing more: as when the process is killed. Dropping the future closes the session and its lock.
    let building = {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let build = server.database("killed", &digest, async |template| {
            template.execute("CREATE TABLE half ()").await?;
            sender.send(template.name().to_owned()).expect("the test listens");
            std::future::pending().await
        });
        tokio::select! {
            _ = build => panic!("the build never ends"),
            name = receiver => name.expect("the build began"),
        }
    };
    assert!(exists(&server, &building).await, "what was killed is still there");

    let database = server.database("killed", &digest, async |_| Ok(())).await.expect("builds anew");
    let client = database.connect().await.expect("connects");
    let row = client.query_one("SELECT to_regclass('half') IS NULL", &[]).await.expect("looks");
    assert!(row.get::<_, bool>(0), "the half-built template was used");
    assert!(!exists(&server, &building).await, "the next build removes it");
}

#[tokio::test]
async fn a_build_may_leave_connections_open() {
    let server = attached();
    let left = Arc::new(std::sync::Mutex::new(None));
    let database = server
        .database("open", &new_digest("open"), async |template| {
            *left.lock().expect("nobody panicked") = Some(template.connect().await?);
            Ok(())
        })
        .await
        .expect("the connection is ended");
    database.drop().await.expect("drops");
}

#[tokio::test]
async fn a_passed_test_drops_its_database() {
    let server = attached();
    let database = server.empty_database("passed").await.expect("creates");
    let name = database.name().to_owned();
    let _still_connected = database.connect().await.expect("connects");
    drop(database);
    assert!(!exists(&server, &name).await);
}

#[tokio::test]
async fn a_failed_test_keeps_its_database() {
    let server = attached();
    let of_thread = server.clone();
    let failed = on_a_thread(async move || {
        let database = of_thread.empty_database("failed").await.expect("creates");
        panic!("{}", database.name());
    });
    let panic = failed.join().expect_err("it fails");
    let name = panic.downcast_ref::<String>().expect("a text").clone();
    assert!(exists(&server, &name).await);

    let admin = server.connect().await.expect("connects");
    admin.batch_execute(&format!("DROP DATABASE {name}")).await.expect("nobody is connected");
}

#[tokio::test]
async fn notices_are_collected() {
    let database = attached().empty_database("notices").await.expect("creates");
    database.execute("DO $$ BEGIN RAISE WARNING 'look'; END $$").await.expect("runs");
    let notices = database.take_notices();
    let seen: Vec<_> = notices.iter().map(|notice| (notice.severity.as_str(), notice.message.as_str())).collect();
    assert_eq!(seen, [("WARNING", "look")]);
    assert!(database.take_notices().is_empty());
}

#[tokio::test]
async fn a_role_connects_with_its_password() {
    let database = attached().empty_database("role").await.expect("creates");
    let role = database.name().replace("schema_test", "role");
    database.execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 'a b:c'")).await.expect("creates");
    let client = database.connect_as(&role, "a b:c").await.expect("connects");
    let row = client.query_one("SELECT current_user::text", &[]).await.expect("asks");
    assert_eq!(row.get::<_, &str>(0), role);
    // A socket that nobody else can reach asks for no password.
    let info = database.server().info();
    let mut by_tcp: tokio_postgres::Config = info.by_tcp.as_ref().unwrap_or(&info.url).parse().expect("a URL");
    by_tcp.user(&role).password("wrong").dbname(database.name());
    let refused = by_tcp.connect(tokio_postgres::NoTls).await.err().expect("another password is refused");
    assert_eq!(refused.code().map(|code| code.code()), Some("28P01"), "{refused}");
    drop(client);
    database.execute(&format!("DROP ROLE {role}")).await.expect("drops");
    let refused = database.connect_as(&role, "wrong").await.expect_err("nobody has that name");
    assert!(!refused.to_string().contains("wrong"), "a password is not printed");
}

#[tokio::test]
async fn an_error_is_spelled_as_psql_does() -> Result<(), HarnessError> {
    let database = attached().empty_database("errors").await?;
    database.execute("CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)").await?;
    let error = database.execute("INSERT INTO t VALUES (1)").await.expect_err("it is there");
    assert_eq!(
        error.to_string(),
        "running a statement: ERROR: duplicate key value violates unique constraint \"t_pkey\" (SQLSTATE 23505)\n\
         DETAIL: Key (a)=(1) already exists."
    );
    Ok(())
}
