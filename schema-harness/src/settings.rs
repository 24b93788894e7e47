//! The settings of every server that the harness starts.

/// Settings for tests: nothing survives a crash, and nothing runs that a test did not ask for.
pub(crate) const TEST_SETTINGS: &[(&str, &str)] = &[
    // No test's data outlives its server.
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("max_wal_size", "2GB"),
    ("checkpoint_timeout", "1h"),
    ("shared_buffers", "128MB"),
    ("max_connections", "300"),
    // A transaction over a hundred tables with their indexes holds more locks than the default table has room for.
    ("max_locks_per_transaction", "512"),
    // Autovacuum takes SHARE UPDATE EXCLUSIVE locks of its own, changes statistics, and connects to databases that are about to be
    // cloned: a test that lists pg_locks, or the plan of a query, would see its work.
    ("autovacuum", "off"),
    // The same plans with and without the library.
    ("jit", "off"),
    // The same messages and times on every machine.
    ("lc_messages", "C"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("log_destination", "stderr"),
    ("logging_collector", "off"),
];

/// How initdb is called: UTF-8 and the order of code points, which every machine has.
pub(crate) const INITDB_ARGUMENTS: &[&str] = &["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"];

/// Joins the settings for tests with the caller's, which win.
pub(crate) fn joined(own: &[(String, String)]) -> Vec<(String, String)> {
    let replaced = |name: &str| own.iter().any(|(own_name, _)| own_name == name);
    let mut settings: Vec<(String, String)> = TEST_SETTINGS
        .iter()
        .filter(|(name, _)| !replaced(name))
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    settings.extend_from_slice(own);
    settings
}
