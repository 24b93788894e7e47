//! Names of mixed case, keywords, quotes, percent signs, backslashes, dollars and letters beyond ASCII, in every place a name can stand; pg-schema-diff#295, #296.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "User Table")]
#[unique(a, b, name = "it's \"the\" key")]
#[unique(b, id, name = "Ümläut % %s :x")]
struct User {
    #[column(primary_key, name = "Id")]
    id: i64,
    #[column(name = "select")]
    a: i64,
    #[column(name = "50% \"off\" it's")]
    b: String,
}

#[derive(Table)]
#[table(name = "größe$check$")]
#[foreign_key((a, b) => User(a, b), on_delete = set_null(b), match = simple, name = "$audit$ % it's \"FK\"")]
#[index(a, b, name = "index \"of\" % it's")]
#[check(unparsed("\":colon \\ back\" > 0", columns(c)), comment = "100% \\ it's $check$")]
struct Order {
    #[column(primary_key, name = "order")]
    id: i64,
    #[column(name = "Select")]
    a: Option<i64>,
    /// %s :name 'quoted' "double" \\ $verify$
    #[column(name = "100% \"on\" it's")]
    b: Option<String>,
    #[column(name = ":colon \\ back")]
    c: i32,
    #[column(name = "Neue Spalte", default = "'%'")]
    d: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
