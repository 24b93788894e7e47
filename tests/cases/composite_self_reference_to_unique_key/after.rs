//! A self reference to a key that is not the primary one; pgschema#506 and #534 emit it before the key.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "regions")]
#[unique(tenant_id, id)]
#[index(tenant_id, parent_id)]
#[foreign_key((tenant_id, parent_id) => Region(tenant_id, id), on_delete = set_null(parent_id))]
struct Region {
    #[column(primary_key)]
    id: i64,
    tenant_id: i64,
    parent_id: Option<i64>,
}

#[derive(Table)]
#[table(name = "sites")]
#[unique(tenant_id, id)]
#[foreign_key((tenant_id, parent_id) => Site(tenant_id, id))]
struct Site {
    #[column(primary_key)]
    id: i64,
    tenant_id: i64,
    parent_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Region, Site]
}
