//! Table `fleeting`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(unlogged)]
pub struct Fleeting {
    #[column(identity)]
    pub id: i64,
}
