use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "parents")]
struct Parent {
    #[column(primary_key)]
    id: i32,
}

#[derive(Table)]
#[table(name = "children")]
#[index(parent_id)]
struct Child {
    #[column(primary_key)]
    id: i64,
    parent_id: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Parent, Child]
}
