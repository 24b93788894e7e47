//! The referencing column gets the type of the one that it refers to: no row is written or looked at, and the foreign key
//! stays.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "hosts")]
struct Host {
    #[column(primary_key)]
    name: Varchar<63>,
}

#[derive(Table)]
#[table(name = "aliases")]
#[index(host)]
struct Alias {
    #[column(primary_key)]
    id: i64,
    #[references(Host::name)]
    host: Varchar<63>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Host, Alias]
}
