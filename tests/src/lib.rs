//! The suite. What needs no server stands in `tests/offline`, what needs one in `tests/server`.
