use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "regions")]
struct Region {
    #[column(primary_key)]
    id: i64,
    tenant_id: i64,
    parent_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Region]
}
