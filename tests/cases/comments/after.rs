//! Comments come, change and go, on the table, columns, constraints and an index.

use schema_core::prelude::*;

/// People who sign in;
///
/// it's a \ and % matter, § 1 :name.
#[derive(Table)]
#[table(name = "users")]
#[unique(email)]
#[check(named, "name <> ''", comment = "after")]
#[index(name, comment = "comes")]
struct User {
    /// Key.
    #[column(primary_key)]
    id: i64,
    email: String,
    name: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
