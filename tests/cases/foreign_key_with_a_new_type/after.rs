//! A foreign key comes with the type that its column needs for it. Orphans are looked for once the types are the new ones:
//! before, the columns cannot be compared.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "parents")]
struct Parent {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "children")]
#[index(parent_id)]
struct Child {
    #[column(primary_key)]
    id: i64,
    #[references(Parent::id)]
    #[column(using("parent_id::bigint", from = "text", back = "parent_id::text"))]
    parent_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Parent, Child]
}
