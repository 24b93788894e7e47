//! A check of a domain that mentions a column.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(check("email ~ '@'"))]
pub struct Email(pub String);
