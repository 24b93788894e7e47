//! What the catalog reader says of real databases.
//!
//! `tests/databases/*.sql` are databases to read: each is read as one snapshot in `tests/snapshots/databases`, the same on
//! every major; a script of the model makes another database, which is read as the same model. Lines at the top of a file
//! say otherwise:
//!
//! | line | what it says |
//! |---|---|
//! | `-- majors: 18` | only on these |
//! | `-- no round trip: why` | a script of its model does not make it again |
//! | `-- no round trip yet: why` | neither does it, but it is to; the line must go as soon as it does |
//! | `-- round trip: second` | the same only from the second reading on |

mod concurrency;
mod reference;

use std::path::{Path, PathBuf};

use schema_core::lockfile;
use schema_core::model::MajorRange;
use schema_core::sql::schema_script;
use schema_harness::TestDatabase;
use schema_postgres::catalog::{self, Catalog};

use crate::support;

/// Reads a database on a connection of its own.
async fn read(database: &TestDatabase) -> Catalog {
    let client = database.connect().await.unwrap();
    catalog::read(&client).await.unwrap_or_else(|error| panic!("{}: {error}", database.name()))
}

/// Reads a database on two connections.
async fn read_by_two(database: &TestDatabase) -> Catalog {
    let (client, second) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    let read = catalog::read_by_two(&client, &second).await;
    read.unwrap_or_else(|error| panic!("{}: {error}", database.name()))
}

/// The model as text, whatever the server's major, and what is unmanaged.
fn text(catalog: &Catalog) -> String {
    let mut model = catalog.model.clone();
    (model.postgres, model.printed_by) = (MajorRange { min: 15, max: 18 }, None);
    let mut text = lockfile::write(&model);
    assert_eq!(lockfile::read(&text).as_ref(), Ok(&model), "schema.lock is not read back");
    text.push('\n');
    for unmanaged in &catalog.unmanaged {
        text.push_str(&format!("unmanaged {unmanaged}\n"));
    }
    text
}

/// A file of `tests/databases`.
struct Corpus {
    name: String,
    sql: String,
}

impl Corpus {
    fn all() -> Vec<Corpus> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("databases");
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        assert!(!paths.is_empty(), "{} has files", folder.display());
        let corpus = |path: &PathBuf| Corpus {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            sql: std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        };
        paths.iter().map(corpus).collect()
    }

    /// What a line at the top says.
    fn says(&self, what: &str) -> Option<&str> {
        let top = self.sql.lines().take_while(|line| line.starts_with("-- "));
        top.filter_map(|line| line.strip_prefix("-- ")?.strip_prefix(what)?.strip_prefix(": ")).next()
    }

    fn is_for(&self, major: u16) -> bool {
        self.says("majors").is_none_or(|majors| majors.split(", ").any(|one| one == major.to_string()))
    }

    async fn is_read(&self) {
        let server = support::server();
        let database = server.empty_database(&format!("catalog_{}", self.name)).await.unwrap();
        database.execute(&self.sql).await.unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let first = read(&database).await;
        assert_eq!(read_by_two(&database).await, first, "{}: two sessions see something else", self.name);
        let text = text(&first);
        support::snapshots("databases").bind(|| insta::assert_snapshot!(&*self.name, text));
        if self.says("no round trip").is_some() {
            return;
        }
        let again = self.made_anew(&first, "again").await;
        match (self.says("no round trip yet"), self.says("round trip")) {
            (Some(why), _) => {
                let is_same = again.is_some_and(|again| again.model == first.model);
                assert!(!is_same, "{}: the round trip succeeds; take away the line `{why}`", self.name);
            }
            (None, None) => self.assert_same(&first, again),
            (None, Some(_)) => {
                let second = again.unwrap_or_else(|| panic!("{}: the script fails", self.name));
                assert!(first.model != second.model, "{}: the first round trip succeeds", self.name);
                self.assert_same(&second, self.made_anew(&second, "third").await);
            }
        }
    }

    /// Reads a database that a script of the model makes; nothing where the script fails.
    async fn made_anew(&self, catalog: &Catalog, suffix: &str) -> Option<Catalog> {
        let database = support::server().empty_database(&format!("catalog_{}_{suffix}", self.name)).await.unwrap();
        let made = database.execute(&schema_script(&catalog.model)).await;
        if let Err(error) = &made {
            eprintln!("{}: {error}", self.name);
        }
        made.ok()?;
        Some(read(&database).await)
    }

    fn assert_same(&self, expected: &Catalog, actual: Option<Catalog>) {
        let actual = actual.unwrap_or_else(|| panic!("{}: the script fails", self.name));
        let difference = crate::cases::difference(&text(expected), &text(&actual));
        assert!(actual.model == expected.model, "{}: read again, it is another:\n{difference}", self.name);
    }
}

#[tokio::test]
async fn databases_are_read_as_they_are_and_made_again() {
    let major = support::server().info().major;
    for corpus in Corpus::all().iter().filter(|corpus| corpus.is_for(major)) {
        corpus.is_read().await;
    }
}

#[tokio::test]
async fn any_role_reads_the_same_and_settings_stay() {
    let database = support::server().empty_database("catalog_role").await.unwrap();
    for corpus in Corpus::all().iter().filter(|corpus| ["columns", "indexes"].contains(&&*corpus.name)) {
        database.execute(&corpus.sql).await.unwrap();
    }
    let expected = read(&database).await;
    assert!(!expected.model.tables.is_empty());
    let client = database.connect().await.unwrap();
    client
        .batch_execute(
            "SET ROLE pg_monitor; SET search_path = public, pg_catalog; SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'SQL, DMY';
             SET IntervalStyle = 'iso_8601'; SET bytea_output = 'escape'; SET extra_float_digits = -9;
             SET quote_all_identifiers = on; SET default_transaction_isolation = serializable",
        )
        .await
        .unwrap();
    assert_eq!(catalog::read(&client).await.unwrap(), expected);
    for (name, expected) in [("TimeZone", "Asia/Tokyo"), ("search_path", "public, pg_catalog"), ("role", "pg_monitor")]
    {
        let value: String = client.query_one("SELECT pg_catalog.current_setting($1)", &[&name]).await.unwrap().get(0);
        assert_eq!(value, expected, "{name}");
    }
}

#[tokio::test]
async fn a_subscription_is_named() {
    let database = support::server().empty_database("catalog_subscription").await.unwrap();
    let options = "connect = false, enabled = false, slot_name = NONE, create_slot = false";
    let create =
        format!("CREATE SUBSCRIPTION \"Another's\" CONNECTION 'dbname=nowhere' PUBLICATION p WITH ({options})");
    database.execute(&create).await.unwrap();
    let found = read(&database).await.unmanaged;
    // A database with a subscription cannot be dropped.
    database.execute("DROP SUBSCRIPTION \"Another's\"").await.unwrap();
    let names: Vec<String> = found.iter().map(|unmanaged| format!("{} {}", unmanaged.kind, unmanaged.name)).collect();
    assert_eq!(names, ["subscription \"Another's\""]);
}
