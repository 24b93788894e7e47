//! Table `divided`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(at))]
#[partition(name = "divided_2020", values = "FROM ('2020-01-01') TO ('2021-01-01')")]
pub struct Divided {
    #[column(identity(sequence = "of_divided"))]
    pub id: i64,
    pub at: Option<Date>,
}
