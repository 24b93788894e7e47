//! The xtask, and databases for it.

use std::path::{Path, PathBuf};
use std::process::Command;

use schema_harness::{MajorPlace, Server, Suite, TestDatabase};

/// The server that this run is for.
pub(crate) fn server() -> Server {
    Server::attach().unwrap_or_else(|missing| panic!("{missing}"))
}

/// Tells whether a test is left to the newest of the majors that run at the same time: one that takes long. `cargo xtask
/// ci` runs all of them on each major alone.
pub(crate) fn is_left_to_newest() -> bool {
    !MajorPlace::of_this_run().is_last()
}

/// A database as the reference schema's migrations leave it.
pub(crate) async fn migrated(label: &str) -> TestDatabase {
    Suite::new(&schema_def::SCHEMA, "../generated", "snapshots").database(label).await.unwrap()
}

/// Runs one migration of the reference schema.
pub(crate) async fn migrate(database: &TestDatabase, migration: &str) {
    run_files(database, &workspace().join("generated/migrations").join(migration)).await;
}

/// Runs the numbered files of a folder by psql.
pub(crate) async fn run_files(database: &TestDatabase, folder: &Path) {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(|c: char| c.is_ascii_digit())).collect();
    names.sort();
    let files: Vec<(String, String)> =
        names.into_iter().map(|name| (name.clone(), std::fs::read_to_string(folder.join(&name)).unwrap())).collect();
    database.psql(&files).await.unwrap();
}

/// Compares a text with a snapshot among those of the commands.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("{}/snapshots/commands", env!("CARGO_MANIFEST_DIR")));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A folder of one test's own; it goes with this.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("schema-commands-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub(crate) fn path(&self, below: &str) -> String {
        self.0.join(below).display().to_string()
    }

    pub(crate) fn write(&self, below: &str, text: &str) -> String {
        let path = self.path(below);
        std::fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// What a run has printed, and how it ended.
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    code: i32,
}

/// Runs a command in the workspace, with the server of this run for what it builds besides.
pub(crate) fn run(arguments: &[&str]) -> Run {
    run_with(&[], arguments)
}

/// Does what [`run`] does, with more variables in the environment.
pub(crate) fn run_with(variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = command(arguments);
    command.envs(variables.iter().copied()).env("SCRATCH_DATABASE_URL", &server().info().url);
    finished(command)
}

/// Does what [`run`] does where no scratch server is to be had.
pub(crate) fn run_without_scratch(arguments: &[&str]) -> Run {
    let mut command = command(arguments);
    // One that is given, and none is.
    command.env("SCHEMA_TEST_SERVER", "url").env_remove("TEST_DATABASE_URL").env_remove("SCRATCH_DATABASE_URL");
    finished(command)
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(arguments).current_dir(workspace()).env_remove("CARGO_MANIFEST_DIR");
    command
}

fn finished(mut command: Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap_or(-1);
    let run = Run { stdout: text(output.stdout), stderr: text(output.stderr), code };
    assert!(!run.stderr.contains("panicked"), "{run}");
    run
}

impl Run {
    pub(crate) fn ends_with(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{self}");
        self
    }

    /// Asserts that the text stands in standard output.
    pub(crate) fn says(self, text: &str) -> Run {
        assert!(self.stdout.contains(text), "no {text:?} on standard output\n{self}");
        self
    }

    /// Asserts that the text stands in standard error.
    pub(crate) fn complains(self, text: &str) -> Run {
        assert!(self.stderr.contains(text), "no {text:?} on standard error\n{self}");
        self
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit code {}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package stands in the workspace")
}

/// Cargo builds the examples of a package before it runs the package's tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).expect("a test stands in deps/ of a profile's folder");
    let program = profile.join("examples").join(format!("xtask_with_servers{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is not there: run `cargo build -p schema-tests --examples`", program.display());
    program
}
