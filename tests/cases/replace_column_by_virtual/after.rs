//! A plain column becomes a virtual one, stored ones become virtual, and a virtual one stored. What is lost is allowed by name,
//! and so is what all wait for; a virtual column that may be NULL has nobody wait.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(generated_virtual = "price * 3")]
    plain: Option<i32>,
    price: i32,
    #[column(generated_virtual = "price * 2")]
    stored: Option<i32>,
    #[column(generated_virtual = "price * 2")]
    needed: i32,
    #[column(generated = "price * 2")]
    computed: Option<i32>,
    last: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [T]
}
