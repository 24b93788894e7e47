//! Table `patterns`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code collate "C" class "varchar_pattern_ops", n))]
#[partition(name = "patterns_a", values = "FROM ('a', MINVALUE) TO ('b', 5)")]
pub struct Patterns {
    pub code: Option<Varchar<10>>,
    pub n: Option<i32>,
}
