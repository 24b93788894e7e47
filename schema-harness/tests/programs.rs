//! The server's own psql and pg_dump.

use schema_harness::{Server, TestDatabase};

async fn empty_database(label: &str) -> TestDatabase {
    let server = Server::attach().unwrap_or_else(|error| panic!("{error}"));
    server.empty_database(label).await.expect("creates")
}

fn file(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

#[tokio::test]
async fn psql_runs_each_file_in_a_process_of_its_own() {
    let database = empty_database("psql").await;
    let files = [
        file(
            "0001_first/01_create.sql",
            "CREATE TABLE t (a int);\nBEGIN;\nINSERT INTO t VALUES (1);\nSET search_path = pg_catalog;",
        ),
        file(
            "0001_first/02_look.sql",
            "\\echo rows\n\\pset tuples_only\nSELECT count(*) FROM t;\nDO $$ BEGIN RAISE NOTICE 'seen'; END $$;\n",
        ),
        file("with space.sql", "\\ir 0001_first/03_included.sql\n"),
        file("0001_first/03_included.sql", "SELECT 'it''s' AS \"$HOME `x` \\\"; -- 'EOF'\n"),
        file("empty.sql", ""),
    ];
    let output = match database.psql(&files).await {
        Ok(output) => output,
        Err(failure) => panic!("{failure}"),
    };
    let names: Vec<&str> = output.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    assert!(output.files[0].stdout.starts_with("CREATE TABLE"), "{}", output.files[0].stdout);
    assert!(output.files[1].stdout.contains("rows\n"), "{}", output.files[1].stdout);
    assert!(
        output.files[1].stdout.contains("     0\n"),
        "an open transaction ends with its file: {}",
        output.files[1].stdout
    );
    assert!(output.files[1].stderr.contains("NOTICE:  seen"), "{}", output.files[1].stderr);
    assert!(output.files[3].stdout.contains("$HOME `x` \\"), "{}", output.files[3].stdout);
    assert_eq!(output.files[2].stdout, output.files[3].stdout);
    assert_eq!(output.files[4].stdout, "");
    assert_eq!(output.stdout, output.files.iter().map(|file| file.stdout.as_str()).collect::<String>());
}

#[tokio::test]
async fn psql_stops_at_the_first_failure_and_names_the_file() {
    let database = empty_database("psql_failure").await;
    let files = [
        file("01_good.sql", "CREATE TABLE good ();"),
        file("02_bad.sql", "CREATE TABLE bad ();\n\nSELECT 1/0;\nCREATE TABLE after_bad ();\n"),
        file("03_never.sql", "CREATE TABLE never ();"),
    ];
    let failure = database.psql(&files).await.expect_err("the second file fails");
    assert_eq!(failure.file.as_deref(), Some("02_bad.sql"));
    assert_eq!(failure.status, Some(3));
    assert!(failure.message.contains("psql:02_bad.sql:3: ERROR:  division by zero"), "{}", failure.message);
    assert_eq!(failure.output.files.len(), 2);
    assert!(failure.to_string().starts_with("psql -f 02_bad.sql ended with exit status 3:\n"), "{failure}");

    let client = database.connect().await.expect("connects");
    let sql = "SELECT array_agg(relname::text ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";
    let row = client.query_one(sql, &[]).await.expect("lists");
    assert_eq!(row.get::<_, Vec<String>>(0), ["bad", "good"]);
}

#[tokio::test]
async fn files_in_one_session_are_told_apart_and_leave_nothing_to_the_next() {
    let database = empty_database("psql_session").await;
    let look = "\\pset tuples_only\nSELECT pg_backend_pid(), current_setting('search_path'), to_regclass('pg_temp.mine') IS NULL;";
    let files = [
        file(
            "01_set.sql",
            "SET search_path = pg_catalog;\nCREATE TEMPORARY TABLE mine ();\n\\echo one\nSELECT pg_backend_pid();",
        ),
        file("below/02_look.sql", look),
        file("03_open.sql", "BEGIN;\nSELECT 1 AS open;\n"),
        file("04_never.sql", "SELECT 1/0;"),
    ];
    let failure = database.psql_in_one_session(&files).await.expect_err("a transaction is left open");
    assert_eq!((failure.file.as_deref(), failure.status), (Some("03_open.sql"), Some(1)));
    assert!(failure.message.contains("DISCARD ALL cannot run inside a transaction block"), "{failure}");
    assert_eq!(failure.output.files.len(), 3);

    let output = database.psql_in_one_session(&files[..2]).await.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(output.files[0].stdout.contains("one\n"), "{}", output.files[0].stdout);
    let words: Vec<&str> = output.files[1].stdout.split(['|', '\n']).map(str::trim).collect();
    let session = words.iter().find(|word| word.parse::<u32>().is_ok()).expect("a process number");
    assert!(output.files[0].stdout.contains(*session), "both ran in one session: {}", output.stdout);
    assert!(words.contains(&"\"$user\", public") && words.contains(&"t"), "{}", output.files[1].stdout);

    let failing = [file("a.sql", "SELECT 1;"), file("b.sql", "\nSELECT 1/0;"), file("c.sql", "SELECT 2;")];
    let failure = database.psql_in_one_session(&failing).await.expect_err("the second file fails");
    assert_eq!((failure.file.as_deref(), failure.status), (Some("b.sql"), Some(3)));
    assert!(failure.message.contains("psql:b.sql:2: ERROR:  division by zero"), "{failure}");
}

#[tokio::test]
async fn sessions_that_make_databases_are_used_again() {
    let server = Server::attach().unwrap_or_else(|error| panic!("{error}"));
    let sessions = "SELECT count(*) FROM pg_catalog.pg_stat_activity
        WHERE datname = 'postgres' AND application_name = 'schema-harness'";
    // A handle of its own: other tests use that of the process at the same time.
    let server = Server::from_info(server.info().clone());
    let database = server.empty_database("sessions").await.expect("creates");
    let client = database.connect().await.expect("connects");
    let before: i64 = client.query_one(sessions, &[]).await.expect("counts").get(0);
    for _ in 0..20 {
        server.empty_database("sessions_again").await.expect("creates").drop().await.expect("drops");
    }
    let after: i64 = client.query_one(sessions, &[]).await.expect("counts").get(0);
    assert!(after < before + 20, "{before} sessions have become {after}");
}

#[tokio::test]
async fn psql_takes_a_large_file() {
    let database = empty_database("psql_large").await;
    let mut text = "CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n".to_owned();
    for number in 0..100_000 {
        text.push_str(&format!("{number}\trow number {number}\n"));
    }
    text.push_str("\\.\nSELECT a, b FROM t;\n");
    let output = database.psql(&[file("large.sql", &text)]).await.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(output.stdout.contains("| row number 99999\n"));
}

#[tokio::test]
async fn a_dump_is_the_same_twice_and_of_equal_databases() {
    let one = empty_database("dump").await;
    let other = empty_database("dump").await;
    for database in [&one, &other] {
        database.execute("CREATE TABLE t (a int PRIMARY KEY, b text CHECK (b <> ''))").await.expect("creates");
    }
    let dump = one.pg_dump(&["--schema-only"]).await.expect("dumps");
    assert!(dump.contains("CREATE TABLE public.t ("), "{dump}");
    for absent in ["Dumped from", "Dumped by", "\\restrict", "\\unrestrict", "\n\n\n"] {
        assert!(!dump.contains(absent), "{absent} in {dump}");
    }
    assert_eq!(dump, one.pg_dump(&["--schema-only"]).await.expect("dumps"));
    assert_eq!(dump, other.pg_dump(&["--schema-only"]).await.expect("dumps"));

    let error = one.pg_dump(&["--no-such-argument"]).await.expect_err("it is refused");
    assert!(error.to_string().contains("no-such-argument"), "{error}");
}
