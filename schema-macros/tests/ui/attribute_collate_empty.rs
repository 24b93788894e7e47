//! An attribute with a collation without a name.

use schema_core::prelude::*;

#[derive(Composite)]
pub struct Address {
    #[attribute(collate = "")]
    pub city: String,
}
