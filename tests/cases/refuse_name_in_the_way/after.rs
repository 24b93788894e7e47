//! A new constraint has the name of an index that goes, a constraint becomes one of another kind, a CHECK has the name of the one that would prove NOT NULL, and an index that of another while it is replaced.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email)]
#[unique(age, name = "adult")]
#[index(age desc, name = "users_age")]
#[index(age, email, name = "users_age_new")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: i32,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
