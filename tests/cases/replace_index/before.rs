use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email, name = "a_order")]
#[index(email, name = "b_nulls")]
#[index(expr("lower(email)"), name = "c_expression")]
#[index(age, name = "d_include")]
#[index(age, where = "age > 1", name = "e_predicate")]
#[index(email, age, name = "f_unique", comment = "before")]
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
