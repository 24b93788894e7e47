//! Template databases: built once per digest, by one process, completely or not at all.

use std::time::{Duration, Instant};

use tokio_postgres::Client;

use crate::{HarnessError, Server, TestDatabase, database, fingerprint};

/// Raised when the way a template is created changes, so that those of older builds are not used.
const FORMAT: &str = "1";
/// Newest templates that a sweep leaves, whatever their age.
const KEPT_TEMPLATES: usize = 8;
/// How long to wait for another process's build, and for others to leave a template.
const PATIENCE: Duration = Duration::from_secs(600);

/// The names of one digest's databases. All are plain lower-case words, which need no quotes.
struct Names {
    template: String,
    building_prefix: String,
    lock: i64,
}

impl Names {
    fn of(digest: &str) -> Names {
        let fingerprint = fingerprint::of(&format!("{FORMAT}\n{digest}"));
        Names {
            template: format!("schema_template_{fingerprint:032x}"),
            building_prefix: format!("schema_building_{fingerprint:032x}_"),
            lock: (fingerprint >> 64) as i64,
        }
    }
}

/// Creates a test's database from the digest's template, after building the template if there is none.
pub(crate) async fn cloned(
    server: &Server,
    label: &str,
    digest: &str,
    build: impl AsyncFnOnce(&TestDatabase) -> Result<(), HarnessError>,
) -> Result<TestDatabase, HarnessError> {
    let names = Names::of(digest);
    let name = format!("schema_test_{}_{}", plain(label), fingerprint::unique_suffix());
    let admin = server.admin().await?;
    let mut build = Some(build);
    let deadline = Instant::now() + PATIENCE;
    let mut pause = Pause::new();
    loop {
        // Of 15 and newer. WAL_LOG, the default, writes the whole template through the log and the shared buffers.
        let statement = format!("CREATE DATABASE {name} TEMPLATE {} STRATEGY FILE_COPY", names.template);
        let error = match admin.batch_execute(&statement).await {
            Ok(()) => return Ok(TestDatabase::created(server, name)),
            Err(error) => HarnessError::postgres(format!("cloning {} for {label}", names.template), error),
        };
        match error.sqlstate() {
            // The template does not exist, or no longer: a sweep may have taken it.
            Some("3D000") => {
                let Some(build) = build.take() else { return Err(error) };
                ensure(server, &names, build, deadline).await?;
            }
            // Somebody is connected to the template, for example an autovacuum worker of a server that is not ours.
            Some("55006") if Instant::now() < deadline => pause.wait().await,
            _ => return Err(error),
        }
    }
}

/// Builds the template, or waits until another process has.
async fn ensure(
    server: &Server,
    names: &Names,
    build: impl AsyncFnOnce(&TestDatabase) -> Result<(), HarnessError>,
    deadline: Instant,
) -> Result<(), HarnessError> {
    // A session of its own, whose end gives the lock back whatever becomes of us.
    let admin = &server.connect().await?;
    let mut pause = Pause::new();
    loop {
        if exists(admin, &names.template).await? {
            return Ok(());
        }
        // A session lock ends with its session, so a killed builder leaves none. It is never waited for inside the server: a waiting
        // session holds a snapshot, and CREATE INDEX CONCURRENTLY in another test would wait for that in turn.
        let row = admin
            .query_one("SELECT pg_try_advisory_lock($1)", &[&names.lock])
            .await
            .map_err(|error| HarnessError::postgres("locking the template", error))?;
        if row.get(0) {
            let built = build_locked(server, admin, names, build).await;
            let unlocked = admin.execute("SELECT pg_advisory_unlock($1)", &[&names.lock]).await;
            built?;
            unlocked.map_err(|error| HarnessError::postgres("unlocking the template", error))?;
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(HarnessError::message(format!(
                "another process has been building {} for {} seconds",
                names.template,
                PATIENCE.as_secs()
            )));
        }
        pause.wait().await;
    }
}

/// Builds under another name, and gives the template its own as the last step.
async fn build_locked(
    server: &Server,
    admin: &Client,
    names: &Names,
    build: impl AsyncFnOnce(&TestDatabase) -> Result<(), HarnessError>,
) -> Result<(), HarnessError> {
    // Between our look and our lock another may have finished.
    if exists(admin, &names.template).await? {
        return Ok(());
    }
    // Whoever built these died: we hold the lock.
    for left in databases_like(admin, &names.building_prefix).await? {
        database::drop_database(server, &left).await?;
    }

    let digits = fingerprint::random() as u32;
    let building = format!("{}{digits:08x}", names.building_prefix);
    // template0, and a locale of our own: template1 may hold anything, and sorting must not depend on the machine.
    run(
        admin,
        &format!("CREATE DATABASE {building} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'"),
    )
    .await?;
    let built = build(&TestDatabase::in_the_making(server, building.clone())).await;
    if let Err(error) = built {
        // The error of the build is the one to report.
        let _ = database::drop_database(server, &building).await;
        return Err(error);
    }

    // Nobody connects to a template: CREATE DATABASE refuses to copy one that is in use.
    run(admin, &format!("ALTER DATABASE {building} WITH ALLOW_CONNECTIONS false")).await?;
    let deadline = Instant::now() + PATIENCE;
    let mut pause = Pause::new();
    loop {
        admin
            .execute(
                "SELECT pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = $1",
                &[&building],
            )
            .await
            .map_err(|error| HarnessError::postgres("ending the connections to a template", error))?;
        match run(admin, &format!("ALTER DATABASE {building} RENAME TO {}", names.template)).await {
            Ok(()) => break,
            Err(error) if error.sqlstate() == Some("55006") && Instant::now() < deadline => pause.wait().await,
            Err(error) => return Err(error),
        }
    }
    // Old leavings cost space and nothing else, so a failure to remove them fails no test.
    if let Err(error) = sweep(server, admin).await {
        eprintln!("old templates could not be removed: {error}");
    }
    Ok(())
}

/// Drops old templates beyond the newest ones, and databases that failed tests left a day ago.
async fn sweep(server: &Server, admin: &Client) -> Result<(), HarnessError> {
    // The file's time is when the database was created; identifiers grow, so they give the order. An hour: a suite with more digests
    // than templates are kept must not drop what its next test would build again.
    let rows = admin
        .query(
            "SELECT datname::text,
                    datname LIKE 'schema\\_template\\_%' AS is_template,
                    coalesce(modification < now() - interval '1 hour', false) AS is_an_hour_old,
                    coalesce(modification < now() - interval '1 day', false) AS is_a_day_old
             FROM pg_catalog.pg_database, pg_stat_file('base/' || oid || '/PG_VERSION', true)
             WHERE datname LIKE 'schema\\_template\\_%' OR datname LIKE 'schema\\_test\\_%'
             ORDER BY oid DESC",
            &[],
        )
        .await
        .map_err(|error| HarnessError::postgres("listing old templates", error))?;
    let mut templates = 0;
    for row in rows {
        let (name, is_template, is_an_hour_old, is_a_day_old): (String, bool, bool, bool) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        templates += usize::from(is_template);
        let is_left = if is_template { templates > KEPT_TEMPLATES && is_an_hour_old } else { is_a_day_old };
        if is_left {
            database::drop_database(server, &name).await?;
        }
    }
    Ok(())
}

async fn run(admin: &Client, statement: &str) -> Result<(), HarnessError> {
    admin.batch_execute(statement).await.map_err(|error| HarnessError::postgres(statement, error))
}

async fn exists(admin: &Client, name: &str) -> Result<bool, HarnessError> {
    let found = admin.query_opt("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", &[&name]).await;
    Ok(found.map_err(|error| HarnessError::postgres("looking for a template", error))?.is_some())
}

async fn databases_like(admin: &Client, prefix: &str) -> Result<Vec<String>, HarnessError> {
    let rows = admin
        .query("SELECT datname::text FROM pg_catalog.pg_database WHERE starts_with(datname::text, $1)", &[&prefix])
        .await
        .map_err(|error| HarnessError::postgres("listing unfinished templates", error))?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Makes a label a part of a database's name, which has 63 bytes for everything.
pub(crate) fn plain(label: &str) -> String {
    let plain: String = label
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '_' })
        .take(24)
        .collect();
    if plain.is_empty() { "database".to_owned() } else { plain }
}

/// Waits longer each time, up to a quarter of a second.
pub(crate) struct Pause(Duration);

impl Pause {
    pub(crate) fn new() -> Pause {
        Pause(Duration::from_millis(10))
    }

    pub(crate) async fn wait(&mut self) {
        tokio::time::sleep(self.0).await;
        self.0 = (self.0 * 3 / 2).min(Duration::from_millis(250));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_and_need_no_quotes() {
        let names = Names::of("sha256:ABC");
        assert!(format!("{}{:08x}", names.building_prefix, 0).len() <= 63);
        assert_ne!(names.template, Names::of("sha256:ABD").template);
        let test = format!(
            "schema_test_{}_{}",
            plain("Orders: a label that is far too long for a name"),
            fingerprint::unique_suffix()
        );
        assert!(test.len() <= 63, "{test}");
        assert!(
            test.chars()
                .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_')
        );
    }
}
