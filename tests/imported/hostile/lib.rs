//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod a_name_of_sixty_three_bytes_which_is_as_long_as_postgresql_kept;
mod crate_lib;
mod crate_option;
mod derive_debug_struct_evil;
mod fn_table;
mod option;
mod self_type;
mod string;
mod unnamed_table;
mod unnamed_type;

pub use a_name_of_sixty_three_bytes_which_is_as_long_as_postgresql_kept::ANameOfSixtyThreeBytesWhichIsAsLongAsPostgresqlKept;
pub use crate_lib::Lib;
pub use crate_option::CrateOption;
pub use derive_debug_struct_evil::DeriveDebugStructEvil;
pub use fn_table::Fn;
pub use option::{OptionTable, OptionTableCrateColumn};
use schema_core::prelude::*;
pub use self_type::SelfType;
pub use string::{StringType, StringTypeCrateColumn2};
pub use unnamed_table::UnnamedTable;
pub use unnamed_type::UnnamedType;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    namespaces = [("crate", r#""), ("x", "y"#)],
    tables = [
        CrateOption,
        Lib,
        DeriveDebugStructEvil,
        OptionTable,
        ANameOfSixtyThreeBytesWhichIsAsLongAsPostgresqlKept,
        Fn,
        UnnamedTable,
    ]
}
