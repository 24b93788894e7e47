//! What the harness reads from outside, as a value: tests of the discovery order write their own.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Names the server by URL, for `cargo test` and the xtask alike.
pub(crate) const TEST_DATABASE_URL: &str = "TEST_DATABASE_URL";
/// Forces one kind of server: `container`, `local` or `url`.
pub(crate) const SERVER_KIND: &str = "SCHEMA_TEST_SERVER";
/// One server as JSON, set for the tests by the process that owns it.
pub(crate) const ATTACH: &str = "SCHEMA_TEST_ATTACH";
/// The major that tests choose from the state file.
pub(crate) const MAJOR: &str = "SCHEMA_TEST_MAJOR";
/// Where the state file is, when not in the nearest `target` directory.
pub(crate) const SERVERS_FILE: &str = "SCHEMA_TEST_SERVERS_FILE";
/// The Debian mirror that images are built from, when it is not the one apt is configured with.
pub(crate) const DEBIAN_MIRROR: &str = "SCHEMA_TEST_DEBIAN_MIRROR";

/// The environment variables and the current directory of a process.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
    current_dir: Option<PathBuf>,
}

impl Environment {
    /// Reads the environment of this process. Variables that are not UTF-8 are left out.
    pub fn of_process() -> Environment {
        Environment {
            variables: std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect(),
            current_dir: std::env::current_dir().ok(),
        }
    }

    /// Adds or replaces one variable; an empty value is as good as none.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Environment {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Replaces the current directory.
    #[must_use]
    pub fn with_current_dir(mut self, current_dir: impl Into<PathBuf>) -> Environment {
        self.current_dir = Some(current_dir.into());
        self
    }

    /// Returns the value of a variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(crate) fn current_dir(&self) -> Option<&PathBuf> {
        self.current_dir.as_ref()
    }

    /// Finds a program on this environment's `PATH`.
    pub(crate) fn find_program(&self, program: &str) -> Option<PathBuf> {
        let path = self.get("PATH")?;
        std::env::split_paths(path).map(|directory| directory.join(program)).find(|candidate| candidate.is_file())
    }
}
