//! Table `"a b".filled`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(namespace = "a b", with(autovacuum_enabled = "off", fillfactor = 70, parallel_workers = 4, toast.autovacuum_vacuum_scale_factor = "0.5"))]
pub struct Filled {
    pub id: Option<i32>,
    pub t: Option<String>,
}
