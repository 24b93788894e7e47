//! Servers that the harness starts, and that they go.

use std::process::{Command, Output};

use schema_harness::{Environment, FindOptions, Owner, Server, ServerKind, remove, start, state, sweep};

fn docker(arguments: &[&str]) -> Output {
    Command::new("docker").args(arguments).output().expect("docker runs")
}

fn is_there(container: &str) -> bool {
    docker(&["inspect", container]).status.success()
}

fn attached() -> Server {
    Server::attach().unwrap_or_else(|error| panic!("{error}"))
}

/// This process's environment, forced to one kind.
fn forced(kind: &str) -> Environment {
    Environment::of_process().with("SCHEMA_TEST_SERVER", kind)
}

#[tokio::test]
async fn a_local_cluster_starts_and_goes() {
    for major in schema_harness::SUPPORTED_MAJORS {
        let options = FindOptions { environment: forced("local"), ..FindOptions::new(major) };
        let server = match start(&options, &|_| {}).await {
            Ok(server) => server,
            // Without binaries there is nothing to start; with them it must succeed.
            Err(error) => {
                assert!(error.attempts.iter().all(|attempt| !attempt.what.starts_with("a cluster")), "{error}");
                continue;
            }
        };
        let info = server.info().clone();
        assert_eq!((info.major, info.kind), (major, ServerKind::Local));
        let data_dir = info.data_dir.clone().expect("it is on this machine");
        assert!(data_dir.is_dir() && info.pid.is_some());

        let database = server.server().empty_database("local").await.expect("creates");
        let output = database.psql(&[("a.sql".to_owned(), "SHOW fsync".to_owned())]).await.expect("runs");
        assert!(output.stdout.contains("off"), "{}", output.stdout);
        assert!(database.pg_dump(&[]).await.expect("dumps").contains("PostgreSQL database dump"));
        database.drop().await.expect("drops");

        server.stop().await.expect("stops");
        assert!(!data_dir.parent().expect("it has one").exists());
        Server::from_info(info).connect().await.expect_err("nobody listens any more");
    }
}

#[tokio::test]
async fn a_container_goes_with_its_handle() {
    if attached().info().kind != ServerKind::Container {
        return;
    }
    let mut options = FindOptions { environment: forced("container"), ..FindOptions::new(attached().major()) };
    options.settings.push(("work_mem".to_owned(), "7MB".to_owned()));
    let mut server = start(&options, &|_| {}).await.expect("starts");
    let container = server.info().container.clone().expect("it is one");
    let client = server.server().connect().await.expect("connects");
    let row = client
        .query_one("SELECT current_setting('work_mem'), current_setting('fsync'), current_setting('autovacuum')", &[])
        .await
        .expect("asks");
    assert_eq!((row.get(0), row.get(1), row.get(2)), ("7MB", "off", "off"));
    assert!(is_there(&container));
    server.remove_now().expect("removes");
    assert!(!is_there(&container));
    server.remove_now().expect("a second time does nothing");

    let server = start(&options, &|_| {}).await.expect("starts");
    let container = server.info().container.clone().expect("it is one");
    drop(server);
    assert!(!is_there(&container));
}

#[tokio::test]
async fn a_kept_server_stays_until_it_is_taken_down() {
    let kind = attached().info().kind;
    if kind == ServerKind::Url {
        return;
    }
    let path = std::env::temp_dir().join(format!("schema-harness-test-kept-{}.json", std::process::id()));
    let environment = forced(&kind.to_string());
    let options = FindOptions { keep: true, environment: environment.clone(), ..FindOptions::new(attached().major()) };
    let server = start(&options, &|_| {}).await.expect("starts");
    state::add(&path, server.info()).expect("writes");
    let info = server.release();
    assert_eq!(info.owner, None);

    sweep(&environment);
    let later = Environment::default().with("SCHEMA_TEST_SERVERS_FILE", &path.display().to_string());
    let found = Server::attach_in(&later).expect("it stayed");
    assert_eq!(found.info(), &info);

    for info in state::read(&path).expect("reads") {
        remove(&info).expect("takes it down");
        state::remove(&path, &info).expect("writes");
        remove(&info).expect("a second time is no error");
    }
    found.connect().await.expect_err("it is gone");
    for file in [&path, &path.with_extension("lock")] {
        std::fs::remove_file(file).expect("it was written");
    }
}

#[tokio::test]
async fn the_built_image_has_pg_cron() {
    if !attached().info().image.as_ref().is_some_and(|image| image.starts_with(schema_harness::image::BUILT_IMAGE)) {
        return;
    }
    let mut options = FindOptions {
        environment: forced("container"),
        image: schema_harness::ImageSource::Built,
        ..FindOptions::new(attached().major())
    };
    options.settings.push(("shared_preload_libraries".to_owned(), "pg_cron".to_owned()));
    let server = start(&options, &|_| {}).await.expect("starts");
    let client = server.server().connect().await.expect("connects");
    client
        .batch_execute("CREATE EXTENSION pg_cron; SELECT cron.schedule('0 3 * * *', 'SELECT 1')")
        .await
        .expect("schedules");
}

#[tokio::test]
async fn a_server_that_does_not_start_says_why_and_goes() {
    if attached().info().kind != ServerKind::Container {
        return;
    }
    let mut options = FindOptions { environment: forced("container"), ..FindOptions::new(attached().major()) };
    options.settings.push(("no_such_setting".to_owned(), "1".to_owned()));
    let error = start(&options, &|_| {}).await.expect_err("it ends");
    assert!(error.to_string().contains("unrecognized configuration parameter \"no_such_setting\""), "{error}");
    let label = format!("label=schema-harness.owner={}", std::process::id());
    let left = docker(&["ps", "--all", "--quiet", "--filter", &label, "--filter", "status=exited"]);
    assert_eq!(String::from_utf8_lossy(&left.stdout), "");
}

#[tokio::test]
async fn leavings_of_the_dead_are_swept_and_others_are_not() {
    let server = attached();
    let Some(image) = server.info().image.clone() else { return };
    let ours = Owner::of_this_process();
    // The same process number with another start time: the number was reused.
    let (machine, _) = ours.boot.rsplit_once('/').expect("three parts");
    let dead_boot = format!("{machine}/1");
    let create = |boot: &str, more: &[&str]| {
        let labels = [
            format!("schema-harness.owner={}", ours.pid),
            format!("schema-harness.boot={boot}"),
            format!("schema-harness.host={}", ours.host),
        ];
        let mut arguments = vec!["create"];
        for label in &labels {
            arguments.extend(["--label", label]);
        }
        arguments.extend(more);
        arguments.push(&image);
        let created = docker(&arguments);
        assert!(created.status.success(), "{}", String::from_utf8_lossy(&created.stderr));
        String::from_utf8_lossy(&created.stdout).trim().to_owned()
    };
    let of_the_dead = create(&dead_boot, &[]);
    let of_the_living = create(&ours.boot, &[]);
    let kept = create(&dead_boot, &["--label", "schema-harness.keep=1"]);

    let swept = sweep(&Environment::of_process());
    assert!(!is_there(&of_the_dead), "{}", swept.problems.join(", "));
    assert!(is_there(&of_the_living));
    assert!(is_there(&kept));
    docker(&["rm", "--force", &of_the_living, &kept]);
}
