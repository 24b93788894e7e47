//! Table `coded`.

use schema_core::prelude::*;

#[derive(Table)]
#[index(c, where = "c IN ('A', 'B')")]
#[check(one_of, "c IN ('A', 'B')")]
pub struct Coded {
    pub c: Option<Varchar<9>>,
}
