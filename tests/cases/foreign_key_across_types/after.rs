//! Foreign keys whose columns have other types than those that they refer to, as databases have them that have grown: Kea
//! and ejabberd refer with `bigint` to `integer`. The one of `items` comes to a table in use, so its rows are audited.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "hosts")]
#[unique(name)]
struct Host {
    #[column(primary_key)]
    id: i32,
    name: Varchar<63>,
}

#[derive(Table)]
#[table(name = "items")]
#[index(host_id)]
struct Item {
    #[column(primary_key)]
    id: i64,
    #[references(Host::id, cross_type, on_delete = cascade)]
    host_id: i64,
}

#[derive(Table)]
#[table(name = "aliases")]
#[index(host, number)]
#[foreign_key((host, number) => Alias(name, id), match = full, cross_type)]
#[unique(name, id)]
struct Alias {
    #[column(primary_key)]
    id: i64,
    #[references(Host::name, cross_type)]
    name: String,
    host: Option<Varchar<100>>,
    number: Option<i16>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Host, Item, Alias]
}
