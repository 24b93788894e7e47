//! What a project proves of its own schema, each a test of one line.

use std::path::{Path, PathBuf};

use schema_core::def::SchemaDef;
use schema_core::digest::sha256;
use schema_core::plan::rollback;

use crate::certificates::{Before, Bench, Certificates, MEASURED};
use crate::matrix::{self, Matrix, Outcome, races};
use crate::mutants;
use crate::project::{self, Migration};
use crate::text_table::blocks;
use crate::{HarnessError, Server, TestDatabase};

/// Says where the major stands among those of the run, which other processes try: `only`, `newest` or `older`.
pub const MAJOR_PLACE_VARIABLE: &str = "SCHEMA_TEST_MAJOR_PLACE";

/// Where a major stands among those of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MajorPlace {
    /// There is no other; so it is, too, where nobody says.
    Only,
    /// There are older ones, and none is newer.
    Newest,
    /// There is a newer one.
    Older,
}

impl MajorPlace {
    /// Asks [`MAJOR_PLACE_VARIABLE`], which `cargo xtask test` sets.
    pub fn of_this_run() -> MajorPlace {
        match std::env::var(MAJOR_PLACE_VARIABLE).as_deref() {
            Ok("newest") => MajorPlace::Newest,
            Ok("older") => MajorPlace::Older,
            _ => MajorPlace::Only,
        }
    }

    /// Tells whether what each major would say in the same way is to be tried on this one.
    pub fn is_last(self) -> bool {
        self != MajorPlace::Older
    }

    /// Finds the place of a major among others, itself included.
    pub fn among(majors: &[u16], major: u16) -> MajorPlace {
        match (majors.iter().any(|other| *other > major), majors.iter().any(|other| *other != major)) {
            (true, _) => MajorPlace::Older,
            (false, true) => MajorPlace::Newest,
            (false, false) => MajorPlace::Only,
        }
    }

    /// The word for [`MAJOR_PLACE_VARIABLE`].
    pub fn word(self) -> &'static str {
        match self {
            MajorPlace::Only => "only",
            MajorPlace::Newest => "newest",
            MajorPlace::Older => "older",
        }
    }
}

/// Makes the tests of a project's schema: `migrations`, `certificates`, `matrix`, `races`, `mutants`, each a method of
/// [`Suite`]. Paths start at the package's folder.
///
/// ```ignore
/// schema_harness::suite!(my_schema::SCHEMA, generated = "../generated", snapshots = "tests/snapshots");
/// ```
#[macro_export]
macro_rules! suite {
    ($schema:path, generated = $generated:expr, snapshots = $snapshots:expr $(,)?) => {
        $crate::suite!(@tests $schema, $generated, $snapshots; migrations certificates matrix races mutants);
    };
    (@tests $schema:path, $generated:expr, $snapshots:expr; $($test:ident)*) => {
        $(
            #[test]
            fn $test() {
                let suite = $crate::Suite::new(&$schema, $generated, $snapshots);
                $crate::run_test(suite.$test());
            }
        )*
    };
}

/// Runs a test's future to its end, on a runtime of its own; for [`suite!`].
///
/// # Panics
///
/// The test fails, or no runtime can be started.
#[doc(hidden)]
pub fn run_test(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap_or_else(|error| panic!("cannot start a runtime: {error}")).block_on(test);
}

/// A project's declaration, what gen has written for it, and where its snapshots stand.
///
/// Each method is a test: it attaches to the server that the run is for, works in a database of its own, and panics with
/// what is wrong. Snapshots are insta's, one file for each thing that reviewers look at; `cargo xtask test --accept` takes
/// new ones.
///
/// ```no_run
/// # static SCHEMA: schema_core::def::SchemaDef = schema_core::def::SchemaDef {
/// #     postgres_min: 15, postgres_max: 18, extensions: &[], namespaces: &[], sequences: &[], routines: &[], steps: &[],
/// #     tables: &[], types: &[],
/// # };
/// # async fn tests() {
/// let suite = schema_harness::Suite::new(&SCHEMA, "generated", "tests/snapshots");
/// suite.migrations().await;
/// suite.certificates().await;
/// suite.matrix().await;
/// suite.races().await;
/// suite.mutants().await;
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Suite {
    schema: &'static SchemaDef,
    generated: PathBuf,
    snapshots: PathBuf,
}

impl Suite {
    /// Makes the suite of a declaration, with the folder of generated files and the one for snapshots; relative paths
    /// start at the package's folder, where cargo runs tests.
    pub fn new(schema: &'static SchemaDef, generated: impl Into<PathBuf>, snapshots: impl Into<PathBuf>) -> Suite {
        Suite { schema, generated: absolute(generated.into()), snapshots: absolute(snapshots.into()) }
    }

    /// The migrations lead to what `schema.sql` says, and `rollback.sql` leads back to each state before: compared by
    /// pg_dump.
    ///
    /// # Panics
    ///
    /// They do not, or a file fails.
    pub async fn migrations(&self) {
        passed(self.try_migrations().await);
    }

    /// Each step of each migration, and of the way back, locks, scans and rewrites what its header says.
    ///
    /// # Panics
    ///
    /// One does not, or what was measured is not the snapshot.
    pub async fn certificates(&self) {
        for (name, certificates) in passed(self.try_certificates().await) {
            let refused = certificates.refused;
            assert!(
                refused.is_empty(),
                "{name}: {} steps do not what they claim\n\n{}",
                refused.len(),
                refused.join("\n\n")
            );
            self.snapshot("certificates", &name, &blocks(&MEASURED, &certificates.rows));
        }
    }

    /// Everything that the declaration promises is tried, on the schema as the migrations leave it: a snapshot for each
    /// table says what is accepted, and what is refused by what. See [`crate::matrix`].
    ///
    /// # Panics
    ///
    /// The snapshot says otherwise; or no row was found to try something with, and the message says what to write.
    pub async fn matrix(&self) {
        let database = passed(self.database("suite_matrix").await);
        let client = passed(database.connect().await);
        let matrix = matrix::run(&client, self.schema).await.unwrap_or_else(|error| panic!("{error}"));
        let untried: Vec<String> = matrix
            .tables
            .iter()
            .flat_map(|(table, lines)| lines.iter().map(move |line| (table, line)))
            .filter_map(|(table, line)| match &line.outcome {
                Outcome::NoCandidate(what) => Some(format!("{table}: {}: {}: {what}", line.rule, line.attempt)),
                _ => None,
            })
            .collect();
        assert!(untried.is_empty(), "not tried:\n{}", untried.join("\n"));
        let contradictions = matrix.contradictions();
        assert!(contradictions.is_empty(), "nobody can insert a row:\n{}", contradictions.join("\n"));
        self.snapshot_tables("matrix", &matrix);
    }

    /// Two sessions at once: a unique index with a predicate, and rows that are frozen with another or need one in some
    /// state, each in both orders. See [`crate::matrix::races`].
    ///
    /// # Panics
    ///
    /// One session does not wait for the other, or the snapshot says otherwise.
    pub async fn races(&self) {
        let database = passed(self.database("suite_races").await);
        let matrix = races::run(&database, self.schema).await.unwrap_or_else(|error| panic!("{error}"));
        let loose: Vec<String> = matrix
            .tables
            .iter()
            .flat_map(|(table, lines)| lines.iter().map(move |line| (table, line)))
            .filter(|(_, line)| line.outcome == Outcome::State(races::DOES_NOT_WAIT.to_owned()))
            .map(|(table, line)| format!("{table}: {}: {}", line.rule, line.attempt))
            .collect();
        assert!(loose.is_empty(), "one session overtakes the other:\n{}", loose.join("\n"));
        self.snapshot_tables("races", &matrix);
    }

    /// Each rule of the schema is weakened in turn, and some line of the matrix tells the weaker schema from the declared
    /// one. See [`crate::mutants`].
    ///
    /// The score tells of the tests, not of the server: it is taken on the newest major alone.
    ///
    /// # Panics
    ///
    /// A weaker schema is not told from the declared one, or the snapshot says otherwise.
    pub async fn mutants(&self) {
        if !MajorPlace::of_this_run().is_last() {
            return;
        }
        let database = passed(self.database("suite_matrix").await);
        let client = passed(database.connect().await);
        let score = mutants::run(&client, self.schema).await.unwrap_or_else(|error| panic!("{error}"));
        let (killed, all) = score.score();
        let survivors: Vec<&str> = score.survivors().map(|mutant| mutant.description.as_str()).collect();
        assert!(survivors.is_empty(), "{killed} of {all} mutants killed; survivors:\n{}", survivors.join("\n"));
        self.snapshot("mutants", "score", &score.text());
    }

    fn snapshot_tables(&self, folder: &str, matrix: &Matrix) {
        for table in matrix.tables.keys() {
            self.snapshot(folder, &table.to_string(), &matrix.text_of(table));
        }
    }

    async fn try_migrations(&self) -> Result<(), HarnessError> {
        let server = attach();
        let (migrated, direct) =
            (server.empty_database("suite_migrations").await?, server.empty_database("suite_direct").await?);
        let migrations = self.read_migrations()?;
        let mut before = vec![dump(&migrated).await?];
        for migration in &migrations {
            migrated.psql(&migration.steps).await?;
            before.push(dump(&migrated).await?);
        }
        direct.psql(&[("schema.sql".to_owned(), project::schema_sql(&self.generated)?)]).await?;
        let last = before.pop().unwrap_or_default();
        equal("the migrations do not lead to schema.sql", &dump(&direct).await?, &last)?;
        for (migration, before) in migrations.iter().zip(&before).rev() {
            if migration.plan.irreversible().next().is_some() {
                break;
            }
            migrated.psql(std::slice::from_ref(&migration.rollback)).await?;
            equal(&format!("{} does not lead back", migration.rollback.0), before, &dump(&migrated).await?)?;
        }
        Ok(())
    }

    async fn try_certificates(&self) -> Result<Vec<(String, Certificates)>, HarnessError> {
        let database = attach().empty_database("suite_certificates").await?;
        let mut bench = Bench::new(&database).await?;
        let migrations = self.read_migrations()?;
        let mut written = Vec::new();
        for migration in &migrations {
            let mut certificates = Certificates::default();
            for step in &migration.plan.steps {
                let certificate = bench.certify(&step.statement, Before::Open).await;
                certificates.add(format!("{}  {}", step.id, step.statement.title()), certificate);
            }
            written.push((migration.name.clone(), certificates));
        }
        for migration in migrations.iter().rev() {
            if migration.plan.irreversible().next().is_some() {
                break;
            }
            let mut certificates = Certificates::default();
            for step in rollback(&migration.plan, migration.plan.steps.len()) {
                let certificate = bench.certify(&step.statement, Before::Open).await;
                certificates.add(format!("{}  undone: {}", step.undoes, step.statement.title()), certificate);
            }
            written.push((format!("{}_rollback", migration.name), certificates));
        }
        Ok(written)
    }

    /// Makes a database with the schema as the migrations leave it, and no rows, on the server that the run is for.
    ///
    /// # Errors
    ///
    /// The generated files cannot be read; the server's, and those of psql.
    pub async fn database(&self, label: &str) -> Result<TestDatabase, HarnessError> {
        self.database_on(&attach(), label).await
    }

    /// Does what [`Suite::database`] does, on a server of the caller's.
    ///
    /// # Errors
    ///
    /// Those of [`Suite::database`].
    pub async fn database_on(&self, server: &Server, label: &str) -> Result<TestDatabase, HarnessError> {
        let files: Vec<(String, String)> =
            self.read_migrations()?.into_iter().flat_map(|migration| migration.steps).collect();
        let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
        let digest = sha256(texts.concat().as_bytes());
        let build = async |template: &TestDatabase| Ok(template.psql(&files).await.map(|_| ())?);
        server.database(label, &digest, build).await
    }

    fn read_migrations(&self) -> Result<Vec<Migration>, HarnessError> {
        project::migrations(self.schema, &self.generated)
    }

    fn snapshot(&self, folder: &str, name: &str, text: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(self.snapshots.join(folder));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

fn attach() -> Server {
    Server::attach().unwrap_or_else(|missing| panic!("{missing}"))
}

fn passed<T>(result: Result<T, HarnessError>) -> T {
    result.unwrap_or_else(|error| panic!("{error}"))
}

fn absolute(path: PathBuf) -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    Path::new(&package).join(path)
}

async fn dump(database: &TestDatabase) -> Result<String, HarnessError> {
    database.pg_dump(&["--schema-only"]).await
}

fn equal(what: &str, expected: &str, found: &str) -> Result<(), HarnessError> {
    if expected == found {
        return Ok(());
    }
    let differing: Vec<String> = expected
        .lines()
        .filter(|line| !found.lines().any(|other| other == *line))
        .map(|line| format!("- {line}"))
        .chain(
            found.lines().filter(|line| !expected.lines().any(|other| other == *line)).map(|line| format!("+ {line}")),
        )
        .take(40)
        .collect();
    Err(HarnessError::message(format!("{what}:\n{}", differing.join("\n"))))
}
