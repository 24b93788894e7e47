use schema_core::prelude::*;

/// Users.
#[derive(Table)]
#[table(name = "users")]
#[unique(email, comment = "goes")]
#[check(named, "name <> ''", comment = "before")]
#[index(name)]
struct User {
    /// Key.
    #[column(primary_key)]
    id: i64,
    /// goes
    email: String,
    name: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
