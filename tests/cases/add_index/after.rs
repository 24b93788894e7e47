//! Indexes of every kind; duplicates are looked for before a unique one is built.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email desc, name = "a_order")]
#[index(email nulls first, name = "b_nulls")]
#[index(expr("upper(email)"), name = "c_expression")]
#[index(age, include(email), name = "d_include")]
#[index(age, where = "age > 2", name = "e_predicate")]
#[index(email, age, unique, name = "f_unique", comment = "after")]
#[index(expr("true"), unique, where = "age = 1", name = "g_one_row")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: Option<i32>,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
