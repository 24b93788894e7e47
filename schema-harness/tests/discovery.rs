//! The order in which servers are looked for, and the errors; in environments that the tests write.

use std::path::PathBuf;

use schema_harness::{Environment, FindOptions, NoServer, Server, ServerInfo, ServerKind, start, state};

/// An environment in which no program is found.
fn bare() -> Environment {
    Environment::default().with_current_dir("/")
}

/// A directory of one test's own, removed with it.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Directory {
        let path = std::env::temp_dir().join(format!("schema-harness-test-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("creates");
        Directory(path)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A description of a server that does not answer: nothing listens on port 1.
fn dead(major: u16) -> ServerInfo {
    let json = format!(
        r#"{{"major": {major}, "version": "{major}.0", "kind": "container", "url": "postgres://postgres:x@127.0.0.1:1/postgres", "container": "c{major}"}}"#
    );
    serde_json::from_str(&json).expect("a description")
}

async fn failed(options: &FindOptions) -> NoServer {
    match start(options, &|_| {}).await {
        Ok(server) => panic!("it found PostgreSQL {}", server.info().version),
        Err(error) => error,
    }
}

fn tried(error: &NoServer) -> Vec<&str> {
    error.attempts.iter().map(|attempt| attempt.what.as_str()).collect()
}

#[tokio::test]
async fn everything_is_tried_in_order_and_listed() {
    let options = FindOptions { environment: bare(), ..FindOptions::new(99) };
    let error = failed(&options).await;
    assert_eq!(
        error.to_string(),
        "no server for the tests: PostgreSQL 99 was not found\n  \
           tried TEST_DATABASE_URL: not set\n  \
           tried a container: no `docker` command on PATH\n  \
           tried postgres on PATH: not there\n  \
           tried pg_config --bindir: not there\n  \
           tried Debian's binaries: not there\n\
         help: start docker, or install PostgreSQL 99 (postgres, initdb, pg_ctl, psql and pg_dump), \
         or set TEST_DATABASE_URL to a superuser's URL of a PostgreSQL 99"
    );
}

#[tokio::test]
async fn a_forced_kind_is_the_only_one_tried() {
    let forced =
        |kind: &str| FindOptions { environment: bare().with("SCHEMA_TEST_SERVER", kind), ..FindOptions::new(99) };
    assert_eq!(tried(&failed(&forced("container")).await), ["a container", "no other kind"]);
    assert_eq!(
        tried(&failed(&forced("local")).await),
        ["postgres on PATH", "pg_config --bindir", "Debian's binaries", "no other kind"]
    );
    let error = failed(&forced("url")).await;
    assert_eq!(tried(&error), ["TEST_DATABASE_URL", "no other kind"]);
    assert_eq!(error.attempts[1].reason, "SCHEMA_TEST_SERVER=url forbids it");
    let error = failed(&forced("cloud")).await;
    assert_eq!(error.attempts[0].reason, "`cloud` is none of container, local and url");
}

#[tokio::test]
async fn a_server_that_is_named_but_cannot_be_used_is_an_error() {
    let environment = bare().with("TEST_DATABASE_URL", "postgres://me:secret@127.0.0.1:1/postgres");
    let error = failed(&FindOptions { environment: environment.clone(), ..FindOptions::new(15) }).await;
    assert_eq!(tried(&error), ["TEST_DATABASE_URL"]);
    assert!(error.to_string().contains("connecting to postgres://127.0.0.1:1/postgres: "), "{error}");
    assert!(!error.to_string().contains("secret"), "a password is not printed: {error}");

    let error = Server::attach_in(&environment).expect_err("it does not answer");
    assert_eq!(tried(&error), ["SCHEMA_TEST_ATTACH", "TEST_DATABASE_URL"]);
    let error = Server::attach_in(&bare().with("TEST_DATABASE_URL", "host=localhost")).expect_err("it is no URL");
    assert!(error.attempts[1].reason.contains("must be named by a URL"), "{error}");
}

#[test]
fn a_url_of_another_major_is_refused_and_of_the_right_one_found() {
    let attached = Server::attach().unwrap_or_else(|error| panic!("{error}"));
    let environment = bare().with("TEST_DATABASE_URL", &attached.info().url);
    let found = Server::attach_in(&environment).expect("it answers");
    assert_eq!((found.major(), found.info().kind), (attached.major(), ServerKind::Url));

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let other_major = attached.major() + 1;
    let error =
        runtime.block_on(failed(&FindOptions { environment: environment.clone(), ..FindOptions::new(other_major) }));
    assert_eq!(
        error.attempts[0].reason,
        format!("the server is PostgreSQL {}, but {other_major} was asked for", attached.major())
    );
    let options = FindOptions { environment: environment.clone(), ..FindOptions::new(attached.major()) };
    let server = runtime.block_on(start(&options, &|_| {})).expect("it answers");
    assert_eq!(server.info().kind, ServerKind::Url);
    runtime.block_on(server.stop()).expect("somebody else's server is left alone");
    Server::attach_in(&environment).expect("it still answers");
}

#[test]
fn without_a_server_the_test_says_how_to_get_one() {
    let error = Server::attach_in(&bare()).expect_err("there is none");
    assert_eq!(
        error.to_string(),
        "no server for the tests: a running PostgreSQL was not found\n  \
           tried SCHEMA_TEST_ATTACH: not set\n  \
           tried TEST_DATABASE_URL: not set\n  \
           tried the state file: there is no target/schema-servers.json here or above\n\
         help: run `cargo xtask test`, or `cargo xtask server up` and then `cargo test`"
    );
    let error = Server::attach_in(&bare().with("SCHEMA_TEST_ATTACH", "{")).expect_err("it is no JSON");
    assert!(error.attempts[0].reason.starts_with("it is not the JSON of one server: "), "{error}");
}

#[test]
fn the_state_file_is_found_from_below_and_dead_servers_are_skipped() {
    let attached = Server::attach().unwrap_or_else(|error| panic!("{error}"));
    let directory = Directory::new("state");
    let path = directory.0.join("target").join(state::FILE_NAME);
    let package = directory.0.join("crates/one");
    std::fs::create_dir_all(&package).expect("creates");
    let environment = bare().with_current_dir(&package);

    for major in [98, 99] {
        state::add(&path, &dead(major)).expect("writes");
    }
    let error = Server::attach_in(&environment).expect_err("both are dead");
    let entry = |major: u16| format!("PostgreSQL {major} (container) of the state file {}", path.display());
    assert_eq!(tried(&error)[2..], [entry(99), entry(98)]);

    // The newest that answers.
    state::add(&path, attached.info()).expect("writes");
    state::add(&path, attached.info()).expect("writes");
    assert_eq!(state::read(&path).expect("reads").len(), 3, "the same server is listed once");
    let found = Server::attach_in(&environment).expect("one answers");
    assert_eq!(found.info(), attached.info());

    let of_major = environment.clone().with("SCHEMA_TEST_MAJOR", "98");
    let error = Server::attach_in(&of_major).expect_err("it is dead");
    assert_eq!(tried(&error)[2..], [entry(98)]);

    let named = bare().with("SCHEMA_TEST_SERVERS_FILE", &path.display().to_string());
    assert_eq!(state::find(&named).as_deref(), Some(path.as_path()));
    state::remove(&path, attached.info()).expect("writes");
    assert_eq!(state::read(&path).expect("reads").len(), 2);
}

#[test]
fn the_state_file_survives_writers_at_once() {
    let directory = Directory::new("writers");
    let path = directory.0.join(state::FILE_NAME);
    std::thread::scope(|scope| {
        for major in 1..=16 {
            let path = &path;
            scope.spawn(move || state::add(path, &dead(major)).expect("writes"));
        }
    });
    assert_eq!(state::read(&path).expect("reads").len(), 16);
}
