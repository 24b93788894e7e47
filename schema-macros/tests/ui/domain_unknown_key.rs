//! A key of `#[domain]` that does not exist.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(nullable)]
pub struct Email(pub String);
