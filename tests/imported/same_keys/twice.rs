//! Table `twice`.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(a, name = "a_again", comment = "Nobody knows why.")]
#[unique(b, deferrable, name = "b_otherwise")]
#[unique(b, name = "b_once")]
#[unique(b, with(fillfactor = 80), name = "b_once_more")]
pub struct Twice {
    #[column(primary_key)]
    pub a: i32,
    pub b: i32,
}
