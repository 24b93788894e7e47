//! PostgreSQL would call both NOT NULLs the same, and numbers one of them.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "measurement_points_of_customer")]
struct T {
    #[column(primary_key)]
    id: i64,
    external_system_identifier_old: i32,
    external_system_identifier_new: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [T]
}
