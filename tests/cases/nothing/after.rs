//! No change: no step.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "versions")]
#[index(tenant, unique, where = "state = 'ACTIVE' AND NOT hidden", name = "versions_one_active")]
#[index(expr("coalesce(title, '')"))]
#[check("tenant > 0 AND title <> ''")]
struct Version {
    #[column(primary_key)]
    id: i64,
    tenant: i64,
    state: State,
    #[column(default = "false")]
    hidden: bool,
    title: Option<String>,
}

#[derive(TextEnum)]
enum State {
    Active,
    Old,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Version]
}
