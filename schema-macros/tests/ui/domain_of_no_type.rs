//! A domain over a type that has no column type.

use schema_core::prelude::*;

#[derive(Domain)]
pub struct Email(pub std::time::Duration);
