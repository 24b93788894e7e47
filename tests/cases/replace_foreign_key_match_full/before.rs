use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "roles")]
#[unique(tenant_id, id)]
struct Role {
    #[column(primary_key)]
    id: i64,
    tenant_id: i64,
}

#[derive(Table)]
#[table(name = "categories")]
#[index(tenant_id, role_id)]
#[foreign_key((tenant_id, role_id) => Role(tenant_id, id))]
struct Category {
    #[column(primary_key)]
    id: i64,
    tenant_id: Option<i64>,
    role_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Role, Category]
}
