//! Domain `slug`.

use schema_core::prelude::*;

#[derive(Domain)]
pub struct Slug(pub String);
