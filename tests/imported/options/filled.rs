//! Table `"a b".filled`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(namespace = "a b", with(fillfactor = 70, autovacuum_enabled = "off", parallel_workers = 4, toast.autovacuum_vacuum_scale_factor = "0.5"))]
pub struct Filled {
    pub id: Option<i32>,
    pub t: Option<String>,
}
