//! Two variants, one value.

use schema_core::prelude::*;

#[derive(TextEnum)]
pub enum Status {
    Draft,
    #[value("DRAFT")]
    Sketch,
}
