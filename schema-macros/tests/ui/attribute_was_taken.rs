//! An attribute that was what another one is.

use schema_core::prelude::*;

#[derive(Composite)]
pub struct Address {
    pub city: String,
    #[attribute(was = "city")]
    pub town: String,
}
