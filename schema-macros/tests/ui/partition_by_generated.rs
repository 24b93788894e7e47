//! A generated column divides the table.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(doubled))]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
    #[column(generated = "code || code")]
    pub doubled: String,
}
