//! A CHECK of a domain with a key that it does not have.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(check("VALUE > 0", coment = "more than nothing"))]
pub struct Positive(i32);
