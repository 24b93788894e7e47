//! What several of the suites share.

use std::path::{Path, PathBuf};

use schema_harness::Server;
use schema_harness::project::{self, Migration};

/// The server that this run is for; a test that finds none fails and says how to get one.
pub(crate) fn server() -> Server {
    Server::attach().unwrap_or_else(|missing| panic!("{missing}"))
}

/// Settings for snapshots in `tests/snapshots/<folder>`, the same wherever the test stands.
pub(crate) fn snapshots(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("{}/snapshots/{folder}", env!("CARGO_MANIFEST_DIR")));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The folder of the reference schema's generated files.
pub(crate) fn generated() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated")
}

/// The reference schema's migrations, planned anew from the lock files that stand in `generated/`.
pub(crate) fn migrations() -> Vec<Migration> {
    project::migrations(&schema_def::SCHEMA, &generated()).unwrap_or_else(|error| panic!("{error}"))
}
