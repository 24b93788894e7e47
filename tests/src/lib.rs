//! The suite. What needs no server stands in `tests/offline`, what needs one in `tests/server`.

/// Databases as `cargo xtask import` has written them: `tests/imported`, compiled as in a crate of their own.
pub mod imported {
    #![allow(missing_docs, reason = "a database without comments is a declaration without documentation")]

    include!(concat!(env!("OUT_DIR"), "/imported.rs"));
}
