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
    #[references(Host::name, cross_type)]
    host: Varchar<20>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Host, Alias]
}
