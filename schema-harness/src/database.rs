//! One test's database.

use std::time::Duration;

use tokio_postgres::{Client, SimpleQueryMessage};

use crate::connection::{self, Notice, Notices, Wanted};
use crate::psql::{self, Processes};
use crate::{HarnessError, PsqlFailure, PsqlOutput, Server, client};

/// A database of one test's own.
///
/// Dropping it drops the database, connections or not. While the thread panics, which is how a test fails, the database is kept and
/// its URL is printed instead.
#[derive(Debug)]
pub struct TestDatabase {
    server: Server,
    name: String,
    url: String,
    notices: Notices,
    fate: Fate,
}

/// What becomes of the database when its handle goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is dropped, unless the thread panics.
    Dropped,
    /// It is somebody else's from now on: a template, or kept by request.
    Left,
}

impl TestDatabase {
    /// Makes a handle of a database that was just created.
    pub(crate) fn created(server: &Server, name: String) -> TestDatabase {
        let url = connection::with_database(&server.info().url, &name);
        TestDatabase { server: server.clone(), name, url, notices: Notices::default(), fate: Fate::Dropped }
    }

    /// Makes a handle of a template in the making, which is never dropped by its handle.
    pub(crate) fn in_the_making(server: &Server, name: String) -> TestDatabase {
        let mut database = TestDatabase::created(server, name);
        database.fate = Fate::Left;
        database
    }

    /// Returns the database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the superuser's URL of the database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the URL of the database for another role.
    pub fn url_as(&self, role: &str, password: &str) -> String {
        connection::with_role(&self.url, &self.name, role, password)
    }

    /// Returns the server the database is on.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Connects as the superuser. The connection is driven by the caller's runtime; its notices are collected.
    pub async fn connect(&self) -> Result<Client, HarnessError> {
        self.session(None).await
    }

    /// Connects as a role that the test created. Roles belong to the server, not the database: give them names of the test's own.
    pub async fn connect_as(&self, role: &str, password: &str) -> Result<Client, HarnessError> {
        self.session(Some((role, password))).await
    }

    async fn session(&self, role: Option<(&str, &str)>) -> Result<Client, HarnessError> {
        let wanted = Wanted { database: &self.name, role, notices: Some(self.notices.clone()) };
        self.server.connect_to(wanted).await
    }

    /// Runs statements on a connection of their own, as one simple query: without a `BEGIN` they are one implicit transaction.
    pub async fn execute(&self, sql: &str) -> Result<(), HarnessError> {
        let client = self.connect().await?;
        client.batch_execute(sql).await.map_err(|error| HarnessError::postgres("running a statement", error))
    }

    /// Takes the notices that the connections of this handle received since the last call.
    pub fn take_notices(&self) -> Vec<Notice> {
        std::mem::take(&mut self.notices.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Runs `psql -X -v ON_ERROR_STOP=1 -f` on each file, given as its name and its text, with the server's own psql.
    ///
    /// Each file has a process of its own, so settings and transactions do not reach the next. The first failure ends the run.
    /// The names are relative paths; `\ir` finds the others.
    pub async fn psql(&self, files: &[(String, String)]) -> Result<PsqlOutput, PsqlFailure> {
        psql::run(self, files, Processes::PerFile).await
    }

    /// Does what [`TestDatabase::psql`] does with one process and one session, which `DISCARD ALL` makes as good as new after
    /// each file; quicker where files are many and short. Only psql's own variables reach the next file.
    ///
    /// # Errors
    ///
    /// As there; also where a file leaves a transaction open.
    pub async fn psql_in_one_session(&self, files: &[(String, String)]) -> Result<PsqlOutput, PsqlFailure> {
        psql::run(self, files, Processes::One).await
    }

    /// Tells whether a psql for the server is at hand: in its container, beside its programs, or on PATH.
    pub async fn has_psql(&self) -> bool {
        client::command_beside_server(self, "psql").await.is_ok()
    }

    /// Runs the server's own pg_dump, and leaves out what differs without a difference in the database: the version comments, the
    /// `\restrict` lines with their random token, and repeated empty lines.
    pub async fn pg_dump(&self, arguments: &[&str]) -> Result<String, HarnessError> {
        client::pg_dump(self, arguments).await
    }

    /// Drops the database now, and says so when that fails.
    pub async fn drop(mut self) -> Result<(), HarnessError> {
        self.fate = Fate::Left;
        drop_database(&self.server, &self.name).await
    }

    /// Leaves the database behind, and returns the command line with which a person looks into it.
    pub fn keep(mut self) -> String {
        self.fate = Fate::Left;
        self.server.psql_command_line(&self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.fate == Fate::Left {
            return;
        }
        if std::thread::panicking() {
            eprintln!(
                "the test failed; its database is kept:\n  {}\n  {}",
                self.url,
                self.server.psql_command_line(&self.name)
            );
            return;
        }
        // A runtime of its own: the test's may be gone, or be the one that is running this.
        if let Err(error) = connection::block_on(|| drop_database(&self.server, &self.name)) {
            eprintln!("the database {} could not be dropped: {error}", self.name);
        }
    }
}

/// Drops a database, and ends the connections to it.
pub(crate) async fn drop_database(server: &Server, name: &str) -> Result<(), HarnessError> {
    let admin = server.admin().await?;
    // DROP DATABASE looks for sessions that are about to end ten times a second; most end within a few milliseconds.
    let doing = || format!("dropping database {name}");
    let sessions = format!(
        "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = '{name}'"
    );
    for _ in 0..10 {
        let ended = admin.simple_query(&sessions).await.map_err(|error| HarnessError::postgres(doing(), error))?;
        if !ended.iter().any(|message| matches!(message, SimpleQueryMessage::Row(_))) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    admin.batch_execute(&statement).await.map_err(|error| HarnessError::postgres(doing(), error))
}
