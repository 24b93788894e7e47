//! Two checks of a domain with one name.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(check(short, "length(VALUE) < 9"), check(short, "VALUE <> ''"))]
pub struct Email(pub String);
