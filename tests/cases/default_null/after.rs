//! A default of NULL is none to PostgreSQL: it keeps no row in pg_attrdef for it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "NULL")]
    nickname: Option<String>,
    #[column(default = "NULL::text")]
    other: Option<String>,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
