//! The catalog as text, for snapshots.
