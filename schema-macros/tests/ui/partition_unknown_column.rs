//! A table is divided by a column that it has not.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(kode))]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
