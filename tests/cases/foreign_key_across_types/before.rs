use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "hosts")]
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
    host_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Host, Item]
}
