//! Table `parted`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(at))]
#[primary_key(id, at)]
#[partition(name = "part", values = "FROM ('2020-01-01') TO ('2021-01-01')")]
pub struct Parted {
    pub id: i32,
    pub at: Date,
}
