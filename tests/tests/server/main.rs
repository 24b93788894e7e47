//! What is proven on a real server. `cargo xtask test` brings one of each major; plain `cargo test` attaches to one that
//! `cargo xtask server up` keeps.

mod activation;
mod attach;
mod backfill;
mod blocking;
mod by_hand;
mod cases;
mod catalog;
mod certificates;
mod detach;
mod duplicates;
mod facts;
mod leftovers;
mod matrix;
mod migrations;
mod names;
mod numbering;
mod random;
mod references;
mod renamed_invariants;
mod support;
mod type_hints;
mod validity;
mod volatility;
