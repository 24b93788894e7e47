//! A struct that is no table.

use schema_core::prelude::*;

pub struct NotATable;

schema! { pub static SCHEMA, postgres = 15..=18, tables = [NotATable] }
