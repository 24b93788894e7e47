//! What is proven on a real server. `cargo xtask test` brings one of each major; plain `cargo test` attaches to one that
//! `cargo xtask server up` keeps.

mod blocking;
mod cases;
mod certificates;
mod matrix;
mod migrations;
mod names;
mod support;
