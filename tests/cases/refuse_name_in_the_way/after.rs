//! A CHECK has the name of the one that would prove NOT NULL, an index that of another while it is replaced, and what an index and a constraint that go would be called is declared too.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email)]
#[unique(age, name = "adult")]
#[index(age desc, name = "users_age")]
#[index(age, email, name = "users_age_new")]
#[index(age, id, name = "users_email_key_old")]
#[check(adult_old, "age > 21")]
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
