//! A plain column becomes a stored generated one, of another type, and a stored one is computed otherwise, from a column that
//! is new and on majors that cannot change expressions; a check and an index name them from now on. Both are allowed by name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(plain_positive, "plain > 0")]
#[index(double)]
struct T {
    #[column(primary_key)]
    id: i64,
    /// What it costs with all.
    #[column(generated = "price * 3 + coalesce(fee, 0)")]
    plain: i64,
    price: i32,
    #[column(generated = "price * 4 + coalesce(fee, 0)")]
    double: i32,
    last: Option<String>,
    fee: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
