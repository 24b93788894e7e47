//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod a_table_with_quite_a_long_name;
mod divided;
mod fleeting;
mod numbered;
mod other_names;
mod quoted;
mod swapped_a;
mod swapped_b;
mod taken;

pub use a_table_with_quite_a_long_name::ATableWithQuiteALongName;
pub use divided::Divided;
pub use fleeting::Fleeting;
pub use numbered::Numbered;
pub use other_names::OtherNames;
pub use quoted::Quoted;
use schema_core::prelude::*;
pub use swapped_a::SwappedA;
pub use swapped_b::SwappedB;
pub use taken::Taken;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("taken_id_seq")],
    tables = [
        Quoted,
        ATableWithQuiteALongName,
        Divided,
        Fleeting,
        Numbered,
        OtherNames,
        SwappedA,
        SwappedB,
        Taken,
    ]
}
