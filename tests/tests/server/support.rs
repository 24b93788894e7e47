//! What several of the suites share.

use std::path::{Path, PathBuf};

use schema_harness::project::{self, Migration};
use schema_harness::{MajorPlace, Server};

/// The server that this run is for; a test that finds none fails and says how to get one.
pub(crate) fn server() -> Server {
    Server::attach().unwrap_or_else(|missing| panic!("{missing}"))
}

/// Tells whether a test is left to the newest of the majors that run at the same time: one that takes long, and whose
/// subject is our own code more than the server's. `cargo xtask ci` runs all of them on each major alone.
pub(crate) fn is_left_to_newest() -> bool {
    !MajorPlace::of_this_run().is_last()
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
