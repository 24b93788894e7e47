//! Domain `*/`.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(name = "*/", check(") ]", "(VALUE <> '\"#);'::text) AND (VALUE <> '\n'::text)"))]
pub struct UnnamedType(pub String);
