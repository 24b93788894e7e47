//! An enum as a table.

use schema_core::prelude::*;

#[derive(Table)]
pub enum Child {
    A,
}
