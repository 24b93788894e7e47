//! Two attributes with one name.

use schema_core::prelude::*;

#[derive(Composite)]
pub struct Address {
    pub city: String,
    #[attribute(name = "city")]
    pub town: String,
}
