//! An exclusion constraint lets rows of several partitions meet.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
#[exclude(using = gist, during = "&&")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
    pub during: TimestamptzRange,
}
