//! What a statement really locks, scans and rewrites.
