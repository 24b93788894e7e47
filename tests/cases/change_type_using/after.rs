//! Types that PostgreSQL does not convert to by itself, by what the hints say, there and back.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "18", using("trim(age)::integer", from = "text", back = "age::text"))]
    age: Option<i32>,
    #[column(using("string_to_array(flags, ',')", from = "text", back = "array_to_string(flags, ',')"))]
    flags: Vec<String>,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
