//! Domain `*/`.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(
    name = "*/",
    check(") ]", "(VALUE <> '\"#);'::text) AND (VALUE <> '\n'::text)", comment = "\"#)]\n*/ \\ it's")
)]
pub struct UnnamedType(pub String);
