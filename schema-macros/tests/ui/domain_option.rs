//! A domain over an Option.

use schema_core::prelude::*;

#[derive(Domain)]
pub struct Email(pub Option<String>);
