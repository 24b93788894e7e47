use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email, name = "users_email_key")]
#[index(age, name = "users_age")]
#[check(adult, "age > 18")]
#[check(users_age_not_null_check, "age <> 0")]
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
