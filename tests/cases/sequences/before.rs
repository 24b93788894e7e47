use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(serial)]
    number: i32,
    kept: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("old_numbers", start = 5), sequence("kept", owned_by = T::number, comment = "Kept."), sequence("given", type = "integer"), sequence("low", min = -20, max = 20)],
    tables = [T]
}
