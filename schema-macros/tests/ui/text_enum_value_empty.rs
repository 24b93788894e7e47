//! An empty value.

use schema_core::prelude::*;

#[derive(TextEnum)]
pub enum Status {
    #[value("")]
    Draft,
}
