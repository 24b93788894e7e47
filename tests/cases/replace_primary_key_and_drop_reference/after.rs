//! The table whose foreign key rests on a primary key goes, and the primary key gets another column. Met in Airflow.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tasks")]
#[primary_key(id, run)]
struct Task {
    id: i64,
    run: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Task]
}
