//! Domain `list`.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(check("cardinality(VALUE) < 3"))]
pub struct List(pub Vec<i32>);
