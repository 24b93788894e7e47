//! The schema, proven on the servers that `cargo xtask test` brings.
//!
//! Five tests: the migrations lead where `schema.sql` says and back, each step locks what its header says, the tables
//! accept and refuse what the snapshots say, two sessions at once do not get past that, and no rule is one that nobody
//! would miss.

schema_harness::suite!(shop_schema::SCHEMA, generated = "../generated", snapshots = "tests/snapshots");
