//! A small project in a folder of its own, and runs of its xtask, `examples/small.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// A project; its folder goes with it.
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    pub(crate) fn new() -> Project {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("schema-cli-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        // Links resolved, as the operating system names the working directory.
        let root = std::env::temp_dir().canonicalize().unwrap().join(name);
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join("Cargo.toml"), "[workspace]\n").unwrap();
        Project { root }
    }

    /// A project that has written its first migration, `0001_first`, of the schema `base`.
    pub(crate) fn with_first() -> Project {
        let project = Project::new();
        project.run("base", "gen --name first").succeeds();
        project
    }

    /// A project with a released first migration, and a second one, `0002_email`, that adds a column.
    pub(crate) fn with_second() -> Project {
        let project = Project::with_first();
        project.run("base", "release").succeeds();
        project.run("column_added", "gen --name email").succeeds();
        project
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    pub(crate) fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    pub(crate) fn write(&self, below: &str, text: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces text in a file that has it.
    pub(crate) fn edit(&self, below: &str, from: &str, to: &str) {
        let text = self.read(below);
        assert!(text.contains(from), "{below} has no {from:?}");
        self.write(below, text.replace(from, to));
    }

    /// All files, with their bytes, and all folders.
    pub(crate) fn content(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut content = BTreeMap::new();
        let mut open = vec![self.root.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let below = path.strip_prefix(&self.root).unwrap().to_path_buf();
                if path.is_dir() {
                    content.insert(below, None);
                    open.push(path);
                } else {
                    content.insert(below, Some(fs::read(path).unwrap()));
                }
            }
        }
        content
    }

    /// The paths of `generated/`, below it.
    pub(crate) fn generated(&self) -> Vec<String> {
        let content = self.content();
        let files = content.iter().filter(|(_, bytes)| bytes.is_some());
        files
            .filter_map(|(path, _)| path.strip_prefix("generated").ok())
            .map(|path| path.display().to_string())
            .collect()
    }

    /// The xtask in the project's folder, as a shell there would run it.
    pub(crate) fn command(&self, schema: &str, arguments: &str) -> Command {
        let mut command = Command::new(small());
        self.prepare(&mut command, schema);
        command.args(arguments.split(' '));
        command
    }

    /// The same, under a shell that has run `setup` before.
    pub(crate) fn command_under(&self, setup: &str, schema: &str, arguments: &str) -> Command {
        let mut command = Command::new("sh");
        self.prepare(&mut command, schema);
        command.arg("-c").arg(format!("{setup}; exec \"$0\" {arguments}")).arg(small());
        command
    }

    fn prepare(&self, command: &mut Command, schema: &str) {
        // Cargo sets these for the test, and would for an xtask that it runs.
        command.env_remove("CARGO_MANIFEST_DIR").env("SMALL_SCHEMA", schema).current_dir(&self.root);
    }

    pub(crate) fn run(&self, schema: &str, arguments: &str) -> Run {
        Run::of(&mut self.command(schema, arguments))
    }

    /// Runs a command that is to fail, and asserts that it has changed nothing at all.
    pub(crate) fn refused(&self, schema: &str, arguments: &str) -> Run {
        let before = self.content();
        let run = self.run(schema, arguments);
        assert_ne!(run.code, 0, "{arguments}: {run}");
        assert!(self.content() == before, "`{arguments}` has failed and changed files");
        run
    }

    /// Asserts that a file with this text is there, and that `--check` has nothing to say.
    pub(crate) fn is_checked(&self, schema: &str) {
        self.run(schema, "gen --check").succeeds().says("generated is up to date");
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.root).ok();
    }
}

/// What a run has said and how it ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Run {
        let Output { status, stdout, stderr } = command.output().unwrap_or_else(|error| {
            panic!("cannot run {}: {error}", small().display());
        });
        let run = Run {
            code: status.code().expect("the xtask ends by itself"),
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        };
        assert!(!run.stderr.contains("panicked"), "{run}");
        run
    }

    pub(crate) fn succeeds(self) -> Run {
        self.ends_with(0)
    }

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

    /// Asserts that standard error is this text, to the letter.
    pub(crate) fn complains_only(self, text: &str) -> Run {
        assert_eq!(self.stderr, format!("{text}\n"));
        self
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit code {}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}

/// The program. `cargo test` builds the examples of the package before it runs the package's tests; only
/// `cargo test --test cli` alone does not.
fn small() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile: &Path = test.parent().and_then(Path::parent).expect("a test stands in deps/ of a profile's folder");
    let small = profile.join("examples").join(format!("small{}", std::env::consts::EXE_SUFFIX));
    assert!(small.is_file(), "{} is not there: run `cargo build -p schema-cli --example small`", small.display());
    small
}
