//! The reference schema's migrations, run by plain psql: where they lead, where they stop, and back again.

mod audit;
pub(crate) mod dump;
mod equivalence;
mod files;
mod history;
mod invariants;
mod preflight;
mod probes;
mod row_security;
mod verify;

use std::fmt::Write;

use schema_harness::{PsqlFailure, TestDatabase};

use crate::support;

/// Compares text with `tests/snapshots/migrations/<name>.snap`.
fn assert_snapshot(name: &str, text: &str) {
    support::snapshots("migrations").bind(|| insta::assert_snapshot!(name, text));
}

/// What psql said of a failing file, without the line numbers, which shift with every regenerated comment.
fn failure_text(failure: &PsqlFailure) -> String {
    let mut text =
        format!("{}, exit status {}\n", failure.file.as_deref().unwrap_or("no file"), failure.status.unwrap_or(-1));
    for line in failure.message.lines().take_while(|line| !line.starts_with("CONTEXT:")) {
        let line = match line.strip_prefix("psql:").and_then(|rest| rest.split_once(": ")) {
            Some((_, message)) => message.trim_start(),
            None => line,
        };
        writeln!(text, "{line}").expect("a String takes all text");
    }
    text
}

/// A role of this test alone: roles belong to the server, so it is named as the test's database is.
struct Role<'a> {
    database: &'a TestDatabase,
    name: String,
}

impl<'a> Role<'a> {
    /// Creates a role that may do nothing.
    async fn create(database: &'a TestDatabase) -> Role<'a> {
        let name = format!("{}_role", database.name());
        database.execute(&format!("CREATE ROLE {name}")).await.unwrap();
        Role { database, name }
    }

    /// Gives it every table of the database but those named.
    async fn own_tables_but(&self, others: &[&str]) {
        let sql = format!(
            "DO $$ DECLARE relation regclass; BEGIN
                 FOR relation IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
                     IF relation::text <> ALL ('{{{}}}') THEN EXECUTE format('ALTER TABLE %s OWNER TO {}', relation); END IF;
                 END LOOP; END $$;
             GRANT CREATE, USAGE ON SCHEMA public TO {}",
            others.join(","),
            self.name,
            self.name
        );
        self.database.execute(&sql).await.unwrap();
    }

    /// Has each file run as this role.
    fn runs(&self, files: &[(String, String)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| (name.clone(), format!("SET ROLE {};\n{text}", self.name))).collect()
    }

    /// The failure's text with a name for the role that is the same in each run.
    fn failure_text(&self, failure: &PsqlFailure) -> String {
        failure_text(failure).replace(&self.name, "migrator")
    }

    /// Drops the role, and with it what it owns.
    async fn drop(self) {
        self.database.execute(&format!("DROP OWNED BY {0}; DROP ROLE {0}", self.name)).await.unwrap();
    }
}
